import { SegmentedControl, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { systemInfoQuery } from "../../api/session.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { type Choice, SearchSelect } from "../../components/search-select.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { members as texts } from "../../i18n/texts/members.ts";
import { asDirectoryGroup, asGroup, asPerson, findGroups, findPeople, type NewMember, useMemberChanges } from "./queries.ts";
import { RoleSelect, usualRole } from "./role-select.tsx";

type Kind = "people" | "groups" | "dn";

interface Values {
  readonly people: Choice[];
  readonly groups: Choice[];
  readonly dn: string;
  readonly dnName: string;
  readonly roleId: number;
}

/** Gives people or groups a role, several at once. */
export function AddMembersForm({ projectId, onDone }: { readonly projectId: number; readonly onDone: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { data: site } = useSuspenseQuery(systemInfoQuery);
  const [kind, setKind] = useState<Kind>("people");
  const { add } = useMemberChanges(projectId);
  const form = useForm<Values>({
    initialValues: { people: [], groups: [], dn: "", dnName: "", roleId: usualRole },
    validate: {
      people: (value) => (kind === "people" && value.length === 0 ? t.chooseSomebody : null),
      groups: (value) => (kind === "groups" && value.length === 0 ? t.chooseSomebody : null),
      dn: (value) => (kind === "dn" && !/^[^=,]+=[^=]+/.test(value.trim()) ? t.dnWrong : null),
    },
  });
  const save = async (values: Values) => {
    const { added, already } = await add.mutateAsync({ members: chosen(kind, values), roleId: values.roleId });
    if (added.length > 0) notifications.show({ message: t.added(added.length) });
    if (already.length > 0) notifications.show({ message: t.already(already.join(", ")), color: "yellow" });
    onDone();
  };
  const kinds = [
    { value: "people", label: t.addPeople },
    { value: "groups", label: t.addGroups },
    // Groups are known by DN where people come from a directory.
    ...(site.auth_mode === "ldap_auth" ? [{ value: "dn", label: t.addDn }] : []),
  ];
  return (
    <SavingForm form={form} verb={c.add} save={save} onCancel={onDone}>
      <SegmentedControl aria-label={t.kind} data={kinds} value={kind} onChange={(next) => setKind(next as Kind)} fullWidth />
      {kind === "people" && (
        <SearchSelect
          key="people"
          searchKey={["users", "search"]}
          find={findPeople}
          label={t.addPeople}
          placeholder={t.findPeople}
          nothingFound={t.nobodyFound}
          data-autofocus
          {...form.getInputProps("people")}
          value={form.values.people}
        />
      )}
      {kind === "groups" && (
        <SearchSelect
          key="groups"
          searchKey={["usergroups", "search"]}
          find={findGroups}
          label={t.addGroups}
          placeholder={t.findGroups}
          nothingFound={t.noGroupFound}
          {...form.getInputProps("groups")}
          value={form.values.groups}
        />
      )}
      {kind === "dn" && (
        <>
          <TextInput label={t.dn} description={t.dnHelp} required {...form.getInputProps("dn")} />
          <TextInput label={t.dnName} description={t.dnNameHelp} {...form.getInputProps("dnName")} />
        </>
      )}
      <RoleSelect label={t.role} {...form.getInputProps("roleId")} />
    </SavingForm>
  );
}

function chosen(kind: Kind, { people, groups, dn, dnName }: Values): NewMember[] {
  if (kind === "people") return people.map(({ value }) => asPerson(value));
  if (kind === "groups") return groups.map(({ value, label }) => asGroup(value, label));
  return [asDirectoryGroup(dn.trim(), dnName.trim())];
}

import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconSearch } from "@tabler/icons-react";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { systemInfoQuery } from "../../api/session.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { groups } from "../../i18n/texts/groups.ts";
import { FoundGroups } from "./found-groups.tsx";
import { createDirectoryGroup } from "./mutations.ts";

/** A group of the directory: looked for there, or given by its DN. */
export function CreateGroupForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(groups);
  const c = useTexts(common);
  const client = useQueryClient();
  const { data: site } = useSuspenseQuery(systemInfoQuery);
  const canSearch = site.auth_mode === "ldap_auth";
  const [text, setText] = useState("");
  const [wanted] = useDebouncedValue(text.trim(), 300);
  const form = useForm({
    mode: "controlled",
    initialValues: { dn: "", name: "" },
    validate: {
      dn: (dn) => (/^[^=,]+=[^=]+/.test(dn.trim()) ? null : t.dnWrong),
      name: (name) => (name.trim() === "" ? c.required : name.length > 255 ? t.nameWrong : null),
    },
  });
  return (
    <SavingForm
      form={form}
      verb={c.create}
      onCancel={onDone}
      save={async ({ name, dn }) => {
        await createDirectoryGroup(client, { name: name.trim(), dn: dn.trim() });
        notifications.show({ message: t.created(name.trim()) });
        onDone();
      }}
    >
      {canSearch && (
        <>
          <TextInput
            type="search"
            label={t.search}
            description={t.searchHelp}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            // The button of the form creates; a search begins by itself.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            data-autofocus
            autoComplete="off"
          />
          <FoundGroups
            text={wanted}
            chosenDn={form.values.dn}
            onChoose={({ group_name: name = "", ldap_group_dn: dn = "" }) => form.setValues({ name, dn })}
          />
        </>
      )}
      <TextInput
        label={t.dn}
        description={t.dnHelp}
        required
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: "code" }}
        {...(canSearch ? {} : { "data-autofocus": true })}
        {...form.getInputProps("dn")}
      />
      <TextInput label={t.name} description={t.nameHelp} required autoComplete="off" {...form.getInputProps("name")} />
    </SavingForm>
  );
}

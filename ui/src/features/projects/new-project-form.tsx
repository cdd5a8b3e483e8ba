import { Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { configurationsQuery, numberOf } from "../../api/configurations.ts";
import { useCurrentUser } from "../../api/session.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { quotas } from "../../i18n/texts/quotas.ts";
import { isLimit } from "../quotas/byte-units.ts";
import { StorageLimitInput } from "../quotas/storage-limit-input.tsx";
import { isNameTaken, useCreateProject } from "./changes.ts";
import { isProjectName } from "./project-name.ts";

/** Asks for a name and who may see the project; administrators also say how much it may hold. */
export function NewProjectForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(projects);
  const c = useTexts(common);
  const q = useTexts(quotas);
  const isAdministrator = useCurrentUser()?.sysadmin_flag === true;
  const usual = useUsualLimit(isAdministrator);
  const create = useCreateProject();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const form = useForm<{ name: string; isPublic: boolean; storage: number | null }>({
    mode: "uncontrolled",
    // Null: as the site is set.
    initialValues: { name: "", isPublic: false, storage: null },
    onValuesChange: (values) => setName(values.name),
    validate: {
      name: (value) => (value === "" ? c.required : isProjectName(value) ? null : t.nameWrong),
      storage: (value) => (value === null || isLimit(value) ? null : q.wrong),
    },
  });
  const save = async (values: typeof form.values) => {
    await create.mutateAsync(values);
    notifications.show({ message: t.created(values.name) });
    // The way back leads to the list, not to the form again.
    await navigate({ to: "/projects/$project", params: { project: values.name }, replace: true });
  };
  const state = useNameState(name);
  const { defaultValue: _, ...storageProps } = form.getInputProps("storage");
  return (
    <SavingForm form={form} verb={c.create} save={save} onCancel={onDone}>
      <TextInput
        label={t.name}
        description={t.nameHelp}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        data-autofocus
        {...form.getInputProps("name")}
        key={form.key("name")}
        {...(state.problem ? { error: state.problem } : {})}
        rightSection={state.isFree ? <IconCheck size={18} color="var(--mantine-color-teal-text)" aria-hidden="true" /> : null}
      />
      <Text size="sm" c="dimmed" role="status" mt={-8}>
        {state.isFree ? t.nameFree : ""}
      </Text>
      <Switch
        label={t.public}
        description={t.publicHelp}
        {...form.getInputProps("isPublic", { type: "checkbox" })}
        key={form.key("isPublic")}
      />
      {usual !== null && <StorageLimitInput label={t.storage} description={t.storageHelp} defaultValue={usual} {...storageProps} />}
    </SavingForm>
  );
}

/** What a project gets when nobody says otherwise; null for whoever cannot say. */
function useUsualLimit(isAdministrator: boolean): number | null {
  const { data } = useQuery({ ...configurationsQuery, enabled: isAdministrator });
  return numberOf(data, "storage_per_project");
}

/** Says while the person types whether the name will do. */
function useNameState(name: string): { readonly problem: string | null; readonly isFree: boolean } {
  const t = useTexts(projects);
  const [settled] = useDebouncedValue(name, 300);
  const isName = settled !== "" && isProjectName(settled);
  const { data: isTaken } = useQuery({
    queryKey: ["projects", "taken", settled],
    queryFn: () => isNameTaken(settled),
    enabled: isName,
    staleTime: 0,
  });
  if (settled !== name || settled === "") return { problem: null, isFree: false };
  if (!isName) return { problem: t.nameWrong, isFree: false };
  return { problem: isTaken === true ? t.nameTaken : null, isFree: isTaken === false };
}

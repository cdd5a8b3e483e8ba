import { Autocomplete, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Artifact } from "../../api/types.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactList } from "../../i18n/texts/artifact-list.ts";
import { common } from "../../i18n/texts/common.ts";
import { projectsQuery } from "../projects/queries.ts";
import { copyArtifacts } from "./mutations.ts";
import { useRepository } from "./use-repository.ts";

interface CopyArtifactsDialogProps {
  readonly artifacts: readonly Artifact[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** To another repository, of this project or of any that the person may push to. */
export function CopyArtifactsDialog({ artifacts, onClose, onDone }: CopyArtifactsDialogProps) {
  const t = useTexts(artifactList);
  const c = useTexts(common);
  const { project, repository, path } = useRepository();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed, 250);
  const { data: projects } = useQuery({ ...projectsQuery({ q }), placeholderData: keepPreviousData });
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { project: project.name, path },
    onValuesChange: ({ project: next }) => setTyped(next),
    validate: {
      project: (value) => (value.trim() === "" ? c.required : null),
      path: (value, values) => {
        if (value.trim() === "") return c.required;
        return `${values.project}/${value}` === repository.name ? t.targetSame : null;
      },
    },
  });
  const save = async (values: { project: string; path: string }) => {
    const target = { project: values.project.trim(), path: values.path.trim() };
    await copyArtifacts(
      repository.name,
      artifacts.map(({ digest }) => digest),
      target,
    );
    await queryClient.invalidateQueries({ queryKey: ["projects", target.project] });
    notifications.show({ message: t.copied(artifacts.length, `${target.project}/${target.path}`) });
    onDone();
    onClose();
  };
  return (
    <FormDialog opened form={form} title={t.copyTitle(artifacts.length)} verb={t.copyVerb} save={save} onClose={onClose}>
      <Text size="sm" c="dimmed">
        {t.copyHelp}
      </Text>
      <Autocomplete
        label={t.targetProject}
        data={projects?.items.map(({ name }) => name) ?? []}
        filter={({ options }) => options}
        autoComplete="off"
        key={form.key("project")}
        {...form.getInputProps("project")}
      />
      <TextInput label={t.targetRepository} autoComplete="off" key={form.key("path")} {...form.getInputProps("path")} data-autofocus />
    </FormDialog>
  );
}

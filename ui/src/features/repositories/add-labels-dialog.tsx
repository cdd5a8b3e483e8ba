import { Checkbox, Group, ScrollArea, Skeleton, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Artifact } from "../../api/types.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { LabelChip } from "../../components/label-chip.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactList } from "../../i18n/texts/artifact-list.ts";
import { common } from "../../i18n/texts/common.ts";
import { addLabels } from "./mutations.ts";
import { usableLabelsQuery } from "./queries.ts";
import { useRepository } from "./use-repository.ts";

interface AddLabelsDialogProps {
  readonly artifacts: readonly Artifact[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function AddLabelsDialog({ artifacts, onClose, onDone }: AddLabelsDialogProps) {
  const t = useTexts(artifactList);
  const c = useTexts(common);
  const { project, path } = useRepository();
  const queryClient = useQueryClient();
  const { data: labels } = useQuery(usableLabelsQuery(project.project_id));
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { labels: [] as string[] },
    validate: { labels: (chosen) => (chosen.length === 0 ? c.required : null) },
  });
  const save = async ({ labels: chosen }: { labels: string[] }) => {
    try {
      await addLabels(
        project.name,
        path,
        artifacts.map(({ digest }) => digest),
        chosen.map(Number),
      );
    } finally {
      await queryClient.invalidateQueries({ queryKey: ["projects", project.name, "repositories", path] });
    }
    notifications.show({ message: t.labelled });
    onDone();
    onClose();
  };
  return (
    <FormDialog opened form={form} size="md" title={t.addLabelsTitle(artifacts.length)} verb={c.add} save={save} onClose={onClose}>
      {labels?.length === 0 && <Text>{t.noLabels}</Text>}
      <Checkbox.Group label={t.labels} key={form.key("labels")} {...form.getInputProps("labels")}>
        <ScrollArea.Autosize mah={320} mt="xs">
          <Stack gap="xs">
            {labels ? (
              labels.map((label) => (
                <Group key={label.id} gap="xs" wrap="nowrap">
                  <Checkbox value={String(label.id)} label={<LabelChip label={label} />} />
                  <Text size="sm" c="dimmed" lineClamp={1}>
                    {label.description}
                  </Text>
                </Group>
              ))
            ) : (
              <Skeleton h={96} />
            )}
          </Stack>
        </ScrollArea.Autosize>
      </Checkbox.Group>
    </FormDialog>
  );
}

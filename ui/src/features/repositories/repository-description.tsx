import { Button, Group, Spoiler, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconPencil } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { repositories as texts } from "../../i18n/texts/repositories.ts";
import { describeRepository } from "./mutations.ts";
import { useRepository } from "./use-repository.ts";

/** Who may change it finds the button beside it. */
export function RepositoryDescription() {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { repository, may } = useRepository();
  const [isOpen, dialog] = useDisclosure();
  const { description } = repository;
  const canEdit = may("repository:update");
  if (description === "" && !canEdit) return null;
  return (
    <Group gap="xs" align="flex-start" mt={-8}>
      {description !== "" && (
        <Spoiler maxHeight={96} showLabel={t.showAll} hideLabel={t.showLess} maw={720} miw={0}>
          <Text style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>{description}</Text>
        </Spoiler>
      )}
      {canEdit && (
        <Button size="compact-sm" variant="subtle" leftSection={<IconPencil size={14} aria-hidden="true" />} onClick={dialog.open}>
          {description === "" ? t.describeAdd : c.edit}
        </Button>
      )}
      {isOpen && <DescriptionDialog onClose={dialog.close} />}
    </Group>
  );
}

function DescriptionDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { project, repository, path } = useRepository();
  const queryClient = useQueryClient();
  const form = useForm({ mode: "uncontrolled", initialValues: { description: repository.description } });
  const save = async ({ description }: { description: string }) => {
    await describeRepository(project.name, path, description.trim());
    await queryClient.invalidateQueries({ queryKey: ["projects", project.name, "repositories"] });
    notifications.show({ message: c.saved });
    onClose();
  };
  return (
    <FormDialog opened form={form} title={t.describeTitle} verb={c.save} save={save} onClose={onClose}>
      <Textarea
        label={t.describe}
        description={t.describeHelp}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={65_536}
        data-autofocus
        key={form.key("description")}
        {...form.getInputProps("description")}
      />
    </FormDialog>
  );
}

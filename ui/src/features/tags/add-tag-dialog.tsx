import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { TagOfRepository } from "../../api/types.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { tags as texts } from "../../i18n/texts/tags.ts";
import { useRepository } from "../repositories/use-repository.ts";
import { addTag } from "./mutations.ts";
import { isTagName } from "./tag-name.ts";

/** A further tag on what a tag names. */
export function AddTagDialog({ tag, onClose }: { readonly tag: TagOfRepository; readonly onClose: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { project, path } = useRepository();
  const queryClient = useQueryClient();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "" },
    validate: { name: (name) => (isTagName(name) ? null : t.newTagWrong) },
  });
  const save = async ({ name }: { name: string }) => {
    await addTag(project.name, path, tag.artifact.digest, name);
    await queryClient.invalidateQueries({ queryKey: ["projects", project.name, "repositories", path] });
    notifications.show({ message: t.added(name) });
    onClose();
  };
  return (
    <FormDialog opened form={form} size="md" title={t.addTagTo(tag.name)} verb={c.add} save={save} onClose={onClose}>
      <TextInput
        label={t.newTag}
        description={t.newTagHelp}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        key={form.key("name")}
        {...form.getInputProps("name")}
      />
    </FormDialog>
  );
}

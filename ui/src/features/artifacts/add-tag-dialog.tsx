import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { Dialog } from "../../components/dialog.tsx";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";
import { isTagName } from "../tags/tag-name.ts";
import type { ArtifactAddress } from "./artifact-address.ts";
import { addTag } from "./changes.ts";

interface AddTagDialogProps {
  readonly address: ArtifactAddress;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddTagDialog({ address, opened, onClose }: AddTagDialogProps) {
  const t = useTexts(artifactBelongings);
  return (
    <Dialog opened={opened} title={t.addTag} onClose={onClose} size="md">
      <AddTagForm address={address} onClose={onClose} />
    </Dialog>
  );
}

function AddTagForm({ address, onClose }: Omit<AddTagDialogProps, "opened">) {
  const t = useTexts(artifactBelongings);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "" },
    validate: { name: (name) => (isTagName(name.trim()) ? null : t.tagRule) },
  });
  const save = async ({ name }: { name: string }) => {
    await addTag(address, name.trim());
    notifications.show({ message: t.tagAdded(name.trim()) });
    onClose();
  };
  return (
    <SavingForm form={form} verb={t.addTag} save={save} onCancel={onClose}>
      <TextInput
        label={t.tagName}
        description={t.addTagHelp}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        key={form.key("name")}
        {...form.getInputProps("name")}
      />
    </SavingForm>
  );
}

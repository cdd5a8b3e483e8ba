import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { FormDialog } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { bridges } from "../../i18n/texts/bridges.ts";
import { createBridge, type NamedToken } from "./queries.ts";

interface AddBridgeDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: (token: NamedToken) => void;
}

export function AddBridgeDialog({ opened, onClose, onAdded }: AddBridgeDialogProps) {
  const t = useTexts(bridges);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "" },
    validate: { name: (name) => (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(name) ? null : t.nameBad) },
  });
  const close = () => {
    form.reset();
    onClose();
  };
  const save = async ({ name }: { name: string }) => {
    onAdded({ ...(await createBridge(name)), name });
    close();
  };
  return (
    <FormDialog opened={opened} onClose={close} title={t.add} verb={t.add} form={form} save={save} size="md">
      <TextInput {...form.getInputProps("name")} key={form.key("name")} label={t.name} description={t.nameHelp} data-autofocus />
    </FormDialog>
  );
}

import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { UserGroup } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { groups } from "../../i18n/texts/groups.ts";
import { renameGroup } from "./mutations.ts";

export function RenameGroupForm({ group, onDone }: { readonly group: UserGroup; readonly onDone: () => void }) {
  const t = useTexts(groups);
  const c = useTexts(common);
  const client = useQueryClient();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: group.group_name ?? "" },
    validate: { name: (name) => (name.trim() === "" ? c.required : name.length > 255 ? t.nameWrong : null) },
  });
  return (
    <SavingForm
      form={form}
      verb={t.rename}
      onCancel={onDone}
      save={async ({ name }) => {
        await renameGroup(client, group, name.trim());
        notifications.show({ message: t.renamed(name.trim()) });
        onDone();
      }}
    >
      <TextInput
        label={t.name}
        description={t.nameHelp}
        required
        autoComplete="off"
        data-autofocus
        key={form.key("name")}
        {...form.getInputProps("name")}
      />
    </SavingForm>
  );
}

import { List } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Member } from "../../api/types.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { members as texts } from "../../i18n/texts/members.ts";
import { RoleSelect, usualRole } from "./role-select.tsx";

interface ChangeRoleDialogProps {
  readonly members: readonly Member[];
  readonly save: (roleId: number) => Promise<unknown>;
  readonly onClose: () => void;
}

/** One role for all that are selected. */
export function ChangeRoleDialog({ members, save, onClose }: ChangeRoleDialogProps) {
  const t = useTexts(texts);
  const form = useForm({ initialValues: { roleId: members[0]?.role_id ?? usualRole } });
  return (
    <FormDialog
      opened
      title={t.changeTitle(members.length)}
      size="md"
      form={form}
      verb={t.change}
      save={({ roleId }) => save(roleId)}
      onClose={onClose}
    >
      <List size="sm">
        {members.map(({ id, entity_name: name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
      <RoleSelect label={t.role} data-autofocus {...form.getInputProps("roleId")} />
    </FormDialog>
  );
}

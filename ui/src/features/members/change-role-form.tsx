import { List } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Member } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { members as texts } from "../../i18n/texts/members.ts";
import { RoleSelect, usualRole } from "./role-select.tsx";

interface ChangeRoleFormProps {
  readonly members: readonly Member[];
  readonly save: (roleId: number) => Promise<unknown>;
  readonly onDone: () => void;
}

/** One role for all that are selected. */
export function ChangeRoleForm({ members, save, onDone }: ChangeRoleFormProps) {
  const t = useTexts(texts);
  const form = useForm({ initialValues: { roleId: members[0]?.role_id ?? usualRole } });
  return (
    <SavingForm form={form} verb={t.change} save={({ roleId }) => save(roleId)} onCancel={onDone}>
      <List size="sm">
        {members.map(({ id, entity_name: name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
      <RoleSelect label={t.role} data-autofocus {...form.getInputProps("roleId")} />
    </SavingForm>
  );
}

import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { User } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { users } from "../../i18n/texts/users.ts";
import { updateUser } from "./mutations.ts";
import { ProfileFields, profileRules } from "./user-fields.tsx";

export function EditUserForm({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const t = useTexts(users);
  const c = useTexts(common);
  const client = useQueryClient();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { realname: user.realname, email: user.email, comment: user.comment },
    validate: profileRules(t),
  });
  return (
    <SavingForm
      form={form}
      verb={c.save}
      onCancel={onDone}
      save={async (values) => {
        await updateUser(client, user, values);
        notifications.show({ message: t.changed(user.username) });
        onDone();
      }}
    >
      <ProfileFields form={form} />
    </SavingForm>
  );
}

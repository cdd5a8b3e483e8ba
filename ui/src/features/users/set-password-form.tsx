import { Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import type { User } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { NewPassword } from "../../components/new-password.tsx";
import { isGoodPassword } from "../../components/password-rule.ts";
import { useTexts } from "../../i18n/language.tsx";
import { passwords } from "../../i18n/texts/passwords.ts";
import { users } from "../../i18n/texts/users.ts";
import { setPassword } from "./mutations.ts";

/** Somebody else's; one's own takes the old one, on the page of the profile. */
export function SetPasswordForm({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const t = useTexts(users);
  const p = useTexts(passwords);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: { password: (password) => (isGoodPassword(password) ? null : p.weak) },
  });
  return (
    <SavingForm
      form={form}
      verb={t.setPassword}
      onCancel={onDone}
      save={async ({ password }) => {
        await setPassword(user, password);
        notifications.show({ message: t.passwordSet(user.username) });
        onDone();
      }}
    >
      <Text c="dimmed">{t.setPasswordHelp}</Text>
      <NewPassword label={t.password} key={form.key("password")} {...form.getInputProps("password")} />
    </SavingForm>
  );
}

import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { SavingForm } from "../../components/form-dialog.tsx";
import { NewPassword } from "../../components/new-password.tsx";
import { isGoodPassword } from "../../components/password-rule.ts";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { passwords } from "../../i18n/texts/passwords.ts";
import { users } from "../../i18n/texts/users.ts";
import { createUser } from "./mutations.ts";
import { ProfileFields, profileRules } from "./user-fields.tsx";

export function CreateUserForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTexts(users);
  const c = useTexts(common);
  const p = useTexts(passwords);
  const client = useQueryClient();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { username: "", realname: "", email: "", comment: "", password: "" },
    validate: {
      username: (name) => (/^[^,"~#%$:\s/\\]{1,255}$/.test(name) ? null : name === "" ? c.required : t.nameWrong),
      ...profileRules(t),
      password: (password) => (isGoodPassword(password) ? null : p.weak),
    },
  });
  return (
    <SavingForm
      form={form}
      verb={c.create}
      onCancel={onDone}
      save={async (values) => {
        await createUser(client, values);
        notifications.show({ message: t.created(values.username) });
        onDone();
      }}
    >
      <TextInput
        label={t.name}
        description={t.nameHelp}
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        key={form.key("username")}
        {...form.getInputProps("username")}
      />
      <ProfileFields form={form} />
      <NewPassword label={t.password} key={form.key("password")} {...form.getInputProps("password")} />
    </SavingForm>
  );
}

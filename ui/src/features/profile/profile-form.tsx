import { TextInput, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { request } from "../../api/client.ts";
import type { User } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { profile } from "../../i18n/texts/profile.ts";

/** @param isLocal otherwise name and mail address are the directory's */
export function ProfileForm({ user, isLocal }: { readonly user: User; readonly isLocal: boolean }) {
  const t = useTexts(profile);
  const c = useTexts(common);
  const queryClient = useQueryClient();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { realname: user.realname, email: user.email, comment: user.comment },
    validate: {
      realname: (value) => (value.trim() === "" ? c.required : null),
      email: (value) => (value === "" || /^[^\s@]+@[^\s@]+$/.test(value) ? null : t.mailWrong),
    },
  });
  const save = async (values: { realname: string; email: string; comment: string }) => {
    await request("PUT", `/users/${user.user_id}`, { body: values });
    await queryClient.invalidateQueries({ queryKey: ["users"] });
    notifications.show({ message: c.saved, color: "teal" });
  };
  return (
    <SavingForm form={form} verb={c.save} save={save}>
      <TextInput label={t.userName} value={user.username} readOnly variant="filled" />
      <TextInput
        label={t.fullName}
        key={form.key("realname")}
        autoComplete="name"
        disabled={!isLocal}
        {...form.getInputProps("realname")}
      />
      <TextInput
        label={t.mail}
        key={form.key("email")}
        type="email"
        autoComplete="email"
        disabled={!isLocal}
        {...form.getInputProps("email")}
      />
      <Textarea label={t.comment} key={form.key("comment")} autosize minRows={2} {...form.getInputProps("comment")} />
    </SavingForm>
  );
}

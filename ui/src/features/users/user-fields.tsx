import { Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTexts } from "../../i18n/language.tsx";
import { users } from "../../i18n/texts/users.ts";
import type { Profile } from "./mutations.ts";

type Texts = (typeof users)["en"];

/** The API's rules of a profile. */
export function profileRules(t: Texts) {
  return {
    realname: (name: string) => (name === "" || name.length > 255 || /[,"~#$%]/.test(name) ? t.realnameWrong : null),
    email: (mail: string) => (mail === "" || /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(mail) ? null : t.mailWrong),
    comment: (comment: string) => (comment.length > 255 ? t.commentWrong : null),
  };
}

/** What is said of a person, local or not. */
export function ProfileFields<V extends Profile>({ form }: { readonly form: UseFormReturnType<V> }) {
  const t = useTexts(users);
  return (
    <>
      <TextInput label={t.realname} required autoComplete="off" key={form.key("realname")} {...form.getInputProps("realname")} />
      <TextInput label={t.mail} type="email" autoComplete="off" key={form.key("email")} {...form.getInputProps("email")} />
      <Textarea label={t.comment} autosize minRows={1} maxRows={4} key={form.key("comment")} {...form.getInputProps("comment")} />
    </>
  );
}

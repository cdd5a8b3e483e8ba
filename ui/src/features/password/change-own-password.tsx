import { PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { request, signIn } from "../../api/client.ts";
import { ApiError } from "../../api/errors.ts";
import { currentUserQuery } from "../../api/session.ts";
import type { User } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { NewPassword } from "../../components/new-password.tsx";
import { isGoodPassword } from "../../components/password-rule.ts";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { password as texts } from "../../i18n/texts/password.ts";

const empty = { current: "", next: "", again: "" };

export function ChangeOwnPassword({ user, onChanged }: { readonly user: User; readonly onChanged?: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: empty,
    validate: {
      current: (value) => (value === "" ? c.required : null),
      next: (value) => (isGoodPassword(value) ? null : t.breaksRule),
      again: (value, values) => (value === values.next ? null : t.differs),
    },
  });
  const save = async ({ current, next }: typeof empty) => {
    try {
      await request("PUT", `/users/${user.user_id}/password`, { body: { old_password: current, new_password: next } });
    } catch (error) {
      // Nobody is refused their own password but for this.
      if (!(error instanceof ApiError) || error.status !== 403) throw error;
      form.setFieldError("current", t.wrongCurrent);
      form.getInputNode("current")?.focus();
      return;
    }
    // A new password ends every session of the account, this one too.
    await signIn(user.username, next);
    await queryClient.invalidateQueries({ queryKey: currentUserQuery.queryKey });
    form.reset();
    notifications.show({ message: t.changed, color: "teal" });
    onChanged?.();
  };
  return (
    <SavingForm form={form} verb={t.change} save={save}>
      {/* Password managers want to know whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
      <PasswordInput
        label={t.current}
        autoComplete="current-password"
        required
        visibilityToggleButtonProps={{ "aria-label": t.show }}
        {...form.getInputProps("current")}
      />
      <NewPassword label={t.new} {...form.getInputProps("next")} />
      <PasswordInput
        label={t.again}
        autoComplete="new-password"
        required
        visibilityToggleButtonProps={{ "aria-label": t.show }}
        {...form.getInputProps("again")}
      />
    </SavingForm>
  );
}

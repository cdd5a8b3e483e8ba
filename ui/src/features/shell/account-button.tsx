import { Avatar, UnstyledButton, VisuallyHidden } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import type { User } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { shell } from "../../i18n/texts/shell.ts";

export function AccountButton({ user, ...button }: { readonly user: User } & ComponentPropsWithRef<"button">) {
  const t = useTexts(shell);
  return (
    <UnstyledButton aria-haspopup="menu" {...button}>
      {/* The initials are of the name: who speaks to the machine says what stands there. */}
      <Avatar name={user.realname || user.username} color="harbour" size={36} alt="" />
      <VisuallyHidden>{t.account(user.username)}</VisuallyHidden>
    </UnstyledButton>
  );
}

import { Avatar, UnstyledButton } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import type { User } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { shell } from "../../i18n/texts/shell.ts";

export function AccountButton({ user, ...button }: { readonly user: User } & ComponentPropsWithRef<"button">) {
  const t = useTexts(shell);
  return (
    <UnstyledButton aria-label={t.account(user.username)} aria-haspopup="menu" {...button}>
      <Avatar name={user.realname || user.username} color="harbour" size={36} alt="" aria-hidden="true" />
    </UnstyledButton>
  );
}

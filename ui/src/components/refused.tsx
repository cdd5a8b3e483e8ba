import { IconLock } from "@tabler/icons-react";
import { useTexts } from "../i18n/language.tsx";
import { errors } from "../i18n/texts/errors.ts";
import { EmptyState } from "./empty-state.tsx";
import { ButtonLink } from "./links.tsx";

/** In place of a page that the person's role does not reach. @param roles names of those that would; null for system administrators alone */
export function Refused({ roles }: { readonly roles: readonly string[] | null }) {
  const t = useTexts(errors);
  const help = roles === null ? t.refusedSysadmin : roles.length > 0 ? t.refusedRoles(roles.join(", ")) : t.refusedHelp;
  return (
    <EmptyState icon={<IconLock />} title={t.refused} action={<ButtonLink to="/">{t.toHome}</ButtonLink>}>
      {help}
    </EmptyState>
  );
}

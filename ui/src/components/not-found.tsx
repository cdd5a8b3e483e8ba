import { IconAnchorOff } from "@tabler/icons-react";
import { useTexts } from "../i18n/language.tsx";
import { errors } from "../i18n/texts/errors.ts";
import { EmptyState } from "./empty-state.tsx";
import { ButtonLink } from "./links.tsx";

export function NotFound() {
  const t = useTexts(errors);
  return (
    <EmptyState icon={<IconAnchorOff />} title={t.absent} action={<ButtonLink to="/">{t.toHome}</ButtonLink>}>
      {t.absentHelp}
    </EmptyState>
  );
}

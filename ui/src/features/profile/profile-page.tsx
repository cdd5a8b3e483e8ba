import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { shell } from "../../i18n/texts/shell.ts";

export function ProfilePage() {
  const t = useTexts(shell);
  return <Page title={t.profile}>{null}</Page>;
}

import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { shell } from "../../i18n/texts/shell.ts";

export function HomePage() {
  const t = useTexts(shell);
  return <Page title={t.home}>{null}</Page>;
}

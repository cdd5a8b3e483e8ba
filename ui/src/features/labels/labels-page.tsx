import { useDialog } from "../../components/dialog.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { labels as texts } from "../../i18n/texts/labels.ts";
import { CreateLabelButton } from "./create-label-button.tsx";
import { LabelsList } from "./labels-list.tsx";

const home = { scope: "g" } as const;
const everything = () => true;

/** Labels of the whole site, for its administrators. */
export function LabelsPage() {
  const t = useTexts(texts);
  const creating = useDialog<true>();
  return (
    <Page title={t.title} description={t.siteHelp} actions={<CreateLabelButton onClick={() => creating.open(true)} />}>
      <LabelsList home={home} creating={creating} may={everything} />
    </Page>
  );
}

import type { ReactNode } from "react";
import { Page } from "../../components/page.tsx";
import { TabLinks } from "../../components/tab-links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { configuration } from "../../i18n/texts/configuration.ts";

/** The pages of the configuration, beside each other. */
export function ConfigurationFrame({ tab, children }: { readonly tab: string; readonly children: ReactNode }) {
  const t = useTexts(configuration);
  return (
    <Page title={t.title} tabTitle={`${tab} · ${t.title}`} description={t.description}>
      <TabLinks
        label={t.pages}
        tabs={[
          { label: t.system, link: { to: "/configuration" }, exact: true },
          { label: t.authentication, link: { to: "/configuration/authentication" } },
        ]}
      />
      {children}
    </Page>
  );
}

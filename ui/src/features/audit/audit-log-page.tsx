import { Tabs } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { ButtonLink } from "../../components/links.tsx";
import { Page } from "../../components/page.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { audit as texts } from "../../i18n/texts/audit.ts";
import { AuditLog } from "./audit-log.tsx";

const PurgeView = lazy(async () => ({ default: (await import("./purge-view.tsx")).PurgeView }));

/** The audit log of the site, and how it is kept. */
export function AuditLogPage() {
  const t = useTexts(texts);
  const { view } = useSearch({ from: "/_shell/audit-log" });
  const navigate = useNavigate({ from: "/audit-log" });
  // What narrows one list says nothing of the other.
  const show = (next: string | null) => void navigate({ search: next === "purge" ? { view: next } : {} });
  return (
    <Page
      title={t.title}
      description={t.pageHelp}
      actions={
        <ButtonLink to="/configuration" variant="default" leftSection={<IconSettings size={16} />}>
          {t.settings}
        </ButtonLink>
      }
    >
      <Tabs value={view ?? "entries"} onChange={show} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="entries">{t.entries}</Tabs.Tab>
          <Tabs.Tab value="purge">{t.purge}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="entries">
          <AuditLog scope={{ project: null }} />
        </Tabs.Panel>
        <Tabs.Panel value="purge">
          <Suspense fallback={<TableSkeleton />}>
            <PurgeView />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

import { Alert, Badge, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { health } from "../../i18n/texts/health.ts";
import { siteClockQuery } from "./queries.ts";

/** The way of an answer, and clocks that are set by the network. */
const toleratedMs = 2000;
const alarmingMs = 60_000;

export function SitePanel() {
  const t = useTexts(health);
  const format = useFormat();
  const { data, error, refetch } = useQuery(siteClockQuery);
  if (error && !data) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={180} />;
  const { info, aheadMs } = data;
  const span = format.duration(Math.abs(aheadMs) / 1000);
  const clock = Math.abs(aheadMs) < toleratedMs ? t.sameTime : aheadMs > 0 ? t.ahead(span) : t.behind(span);
  return (
    <Panel title={t.site}>
      <Facts
        facts={[
          { name: t.version, value: info.harbor_version ?? "–" },
          { name: t.siteId, value: <span title={t.siteIdHelp}>{info.site_id ?? "–"}</span> },
          { name: t.address, value: info.external_url ?? "–" },
          {
            name: t.mode,
            value: <Badge color={info.read_only === true ? "yellow" : "teal"}>{info.read_only === true ? t.readOnly : t.writable}</Badge>,
          },
          { name: t.timeDifference, value: clock },
        ]}
      />
      {Math.abs(aheadMs) > alarmingMs && <Alert color="yellow">{t.clockHelp}</Alert>}
    </Panel>
  );
}

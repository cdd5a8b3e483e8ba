import { Stack, Text } from "@mantine/core";
import { IconCalendarTime } from "@tabler/icons-react";
import type { ScheduledTask } from "../../api/upkeep-types.ts";
import { useCronWords } from "../../components/cron-input.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { Panel } from "../../components/panel.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { jobKinds } from "../../i18n/texts/job-kinds.ts";
import { jobs } from "../../i18n/texts/jobs.ts";
import { onWide } from "./on-wide.ts";
import { schedulesQuery } from "./queries.ts";

/** Everything that begins by the clock. */
export function SchedulesPanel() {
  const t = useTexts(jobs);
  const c = useTexts(common);
  const words = useCronWords();
  const [search] = useListSearch();
  return (
    <Panel title={t.schedules}>
      <ListTable<ScheduledTask>
        label={t.schedules}
        query={schedulesQuery(search)}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<IconCalendarTime />} title={t.noSchedules}>
            {t.noSchedulesHelp}
          </EmptyState>
        }
        columns={[
          { accessor: "vendor_type", title: t.what, render: (schedule) => <What schedule={schedule} /> },
          {
            accessor: "cron",
            title: t.when,
            width: 190,
            render: ({ cron }) => (
              <Stack gap={0}>
                <span>{t.inUtc(words(cron))}</span>
                <Text size="xs" c="dimmed" className="code">
                  {cron}
                </Text>
              </Stack>
            ),
          },
          { accessor: "next_runs", title: t.next, noWrap: true, render: ({ next_runs: [next] }) => <Time at={next} /> },
          { accessor: "update_time", title: c.updated, noWrap: true, ...onWide, render: ({ update_time: at }) => <Time at={at} /> },
        ]}
      />
    </Panel>
  );
}

/** With the way to the page on which it is set. */
function What({ schedule: { vendor_type: kind, vendor_id: id } }: { readonly schedule: ScheduledTask }) {
  const t = useTexts(jobs);
  const { names: kinds } = useTexts(jobKinds);
  const name = kinds[kind] ?? kind;
  if (kind === "GARBAGE_COLLECTION") return <AnchorLink to="/garbage-collection">{name}</AnchorLink>;
  if (kind === "SCRUB") return <AnchorLink to="/scrub">{name}</AnchorLink>;
  if (kind === "PURGE_AUDIT_LOG") return <AnchorLink to="/audit-log">{name}</AnchorLink>;
  if (kind === "REPLICATION") {
    return (
      <AnchorLink to="/replications/$policy" params={{ policy: String(id) }}>
        {name}: {t.policy(id)}
      </AnchorLink>
    );
  }
  return (
    <>
      {name}
      {id > 0 && `: ${t.policy(id)}`}
    </>
  );
}

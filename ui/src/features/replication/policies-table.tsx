import { Badge, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ReplicationPolicy } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn } from "../../components/row-menu.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { replication } from "../../i18n/texts/replication.ts";
import { PolicyMenu } from "./policy-menu.tsx";
import { valuesOf } from "./policy-values.ts";
import { lastExecutionQuery, policiesQuery } from "./queries.ts";
import { RouteLine } from "./route-line.tsx";
import { RunState } from "./run-state.tsx";

interface PoliciesTableProps {
  readonly emptyAction: ReactNode;
  readonly onEdit: (policy: ReplicationPolicy) => void;
  readonly onDelete: (policy: ReplicationPolicy) => void;
}

export function PoliciesTable({ emptyAction, onEdit, onDelete }: PoliciesTableProps) {
  const t = useTexts(replication);
  const c = useTexts(common);
  const [search] = useListSearch();
  return (
    <ListTable<ReplicationPolicy>
      label={t.title}
      query={policiesQuery(search)}
      idOf={({ id }) => id ?? 0}
      empty={
        <EmptyState icon={<IconRefresh />} title={t.none} action={emptyAction}>
          {t.noneHelp}
        </EmptyState>
      }
      columns={[
        {
          accessor: "name",
          title: c.name,
          sortable: true,
          render: ({ id, name, enabled }) => (
            <Group gap="xs">
              <AnchorLink to="/replications/$policy" params={{ policy: String(id) }} fw={550} fz="sm" style={{ overflowWrap: "anywhere" }}>
                {name}
              </AnchorLink>
              {!enabled && <Badge color="gray">{t.disabled}</Badge>}
            </Group>
          ),
        },
        { accessor: "route", title: t.route, visibleMediaQuery: "(min-width: 48em)", render: (policy) => <RouteLine policy={policy} /> },
        {
          accessor: "trigger",
          title: t.trigger,
          visibleMediaQuery: "(min-width: 62em)",
          render: (policy) => t.triggers[valuesOf(policy).trigger],
        },
        { accessor: "last", title: t.lastRun, render: ({ id = 0 }) => <LastRun policyId={id} /> },
        menuColumn(c.actions, (policy) => <PolicyMenu policy={policy} onEdit={onEdit} onDelete={onDelete} />),
      ]}
    />
  );
}

function LastRun({ policyId }: { readonly policyId: number }) {
  const t = useTexts(replication);
  const { data, isPending } = useQuery(lastExecutionQuery(policyId));
  if (isPending) return <Skeleton h={20} w={140} />;
  if (!data)
    return (
      <Text component="span" inherit c="dimmed">
        {t.neverRan}
      </Text>
    );
  const { id, status, start_time: begun } = data;
  return (
    <Stack gap={2} align="flex-start">
      <AnchorLink
        to="/replications/$policy/executions/$execution"
        params={{ policy: String(policyId), execution: String(id) }}
        underline="never"
      >
        <RunState status={status} />
      </AnchorLink>
      <Text component="span" size="xs" c="dimmed">
        <Time at={begun} />
      </Text>
    </Stack>
  );
}

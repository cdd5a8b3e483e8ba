import { ActionIcon, Group, Stack, Tooltip } from "@mantine/core";
import { IconHistory, IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { AuditEntry } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { ListTable } from "../../components/list-table.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { audit as texts } from "../../i18n/texts/audit.ts";
import { common } from "../../i18n/texts/common.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditFilter, type AuditSearch, filterOf, isNarrowed } from "./audit-search.ts";
import { EntryDrawer } from "./entry-drawer.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { auditQuery, type AuditScope } from "./queries.ts";
import { ResultBadge } from "./result-badge.tsx";

const nothing: AuditFilter = filterOf({});

/** The audit log of the site or of a project: what was done and what was refused, newest first. */
export function AuditLog({ scope }: { readonly scope: AuditScope }) {
  const c = useTexts(common);
  const queryClient = useQueryClient();
  const search: AuditSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = filterOf(search);
  // The router knows the search of each route; this works for both that show the log.
  const change = (next: Partial<AuditSearch>) =>
    void navigate({ to: ".", search: (old: AuditSearch) => ({ ...old, ...next }), replace: true, resetScroll: false } as never);
  const narrow = (next: AuditFilter) => change({ ...next, page: undefined as never, entry: undefined });
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <AuditFilters filter={filter} onChange={narrow} onClear={() => narrow(nothing)} />
        <Group gap="xs" ml="auto">
          <Tooltip label={c.refresh}>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={c.refresh}
              onClick={() => void queryClient.invalidateQueries({ queryKey: ["audit", scope] })}
            >
              <IconRefresh size={18} />
            </ActionIcon>
          </Tooltip>
          <ExportMenu scope={scope} filter={filter} />
        </Group>
      </Group>
      <Entries scope={scope} search={search} onOpen={(entry) => change({ entry })} />
      <EntryDrawer scope={scope} id={search.entry ?? null} onClose={() => change({ entry: undefined })} onFilter={narrow} />
    </Stack>
  );
}

interface EntriesProps {
  readonly scope: AuditScope;
  readonly search: AuditSearch;
  readonly onOpen: (id: number) => void;
}

function Entries({ scope, search, onOpen }: EntriesProps) {
  const t = useTexts(texts);
  const format = useFormat();
  const filter = filterOf(search);
  return (
    <ListTable<AuditEntry>
      label={t.title}
      query={auditQuery(scope, search, filter)}
      idOf={({ id }) => id}
      isNarrowed={isNarrowed(filter)}
      onOpen={({ id }) => onOpen(id)}
      empty={
        <EmptyState icon={<IconHistory />} title={t.none}>
          {t.noneHelp}
        </EmptyState>
      }
      columns={[
        {
          accessor: "op_time",
          title: t.time,
          sortable: true,
          noWrap: true,
          render: ({ id, op_time: at }) => (
            <AnchorLink
              to="."
              search={((old: object) => ({ ...old, entry: id })) as never}
              replace
              resetScroll={false}
              size="sm"
              onClick={(event) => event.stopPropagation()}
            >
              <time dateTime={at}>{format.dateTime(at)}</time>
            </AnchorLink>
          ),
        },
        { accessor: "username", title: t.user },
        { accessor: "operation", title: t.operation, render: ({ operation }) => t.operations[operation] ?? operation },
        { accessor: "resource_type", title: t.type, render: ({ resource_type: type }) => t.types[type] ?? type },
        {
          accessor: "resource",
          title: t.resource,
          render: ({ resource }) => (
            <span className="code" style={{ display: "inline-block", minWidth: 160 }}>
              {resource}
            </span>
          ),
        },
        { accessor: "operation_result", title: t.result, render: ({ operation_result: isDone }) => <ResultBadge isDone={isDone} /> },
      ]}
    />
  );
}

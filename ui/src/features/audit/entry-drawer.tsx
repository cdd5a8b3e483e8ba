import { Button, Drawer, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { AuditEntry } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Facts } from "../../components/facts.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { audit as texts } from "../../i18n/texts/audit.ts";
import { common } from "../../i18n/texts/common.ts";
import type { AuditFilter } from "./audit-search.ts";
import { auditEntryQuery, type AuditScope } from "./queries.ts";
import { ResultBadge } from "./result-badge.tsx";

interface EntryDrawerProps {
  readonly scope: AuditScope;
  /** Null: closed. */
  readonly id: number | null;
  readonly onClose: () => void;
  readonly onFilter: (filter: AuditFilter) => void;
}

/** All that is known of one entry. */
export function EntryDrawer({ scope, id, onClose, onFilter }: EntryDrawerProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={id !== null && t.entry(id)}
      closeButtonProps={{ "aria-label": c.close }}
    >
      {id !== null && <Content scope={scope} id={id} onFilter={onFilter} />}
    </Drawer>
  );
}

function Content({ scope, id, onFilter }: Pick<EntryDrawerProps, "scope" | "onFilter"> & { readonly id: number }) {
  const t = useTexts(texts);
  const { data, error } = useQuery(auditEntryQuery(scope, id));
  if (error) return <ErrorMessage error={error} />;
  if (data === undefined) return <Skeleton h={240} />;
  if (data === null) return <Text c="dimmed">{t.entryGone}</Text>;
  return <Entry entry={data} onFilter={onFilter} />;
}

function Entry({ entry, onFilter }: { readonly entry: AuditEntry; readonly onFilter: (filter: AuditFilter) => void }) {
  const t = useTexts(texts);
  const format = useFormat();
  const { username, operation, resource_type: type, resource } = entry;
  return (
    <Stack pt="xs">
      <Facts
        facts={[
          { name: t.time, value: `${format.dateTime(entry.op_time)} · ${format.since(entry.op_time)}` },
          { name: t.user, value: username },
          { name: t.operation, value: t.operations[operation] ?? operation },
          { name: t.type, value: t.types[type] ?? type },
          { name: t.resource, value: <span className="code">{resource}</span> },
          { name: t.result, value: <ResultBadge isDone={entry.operation_result} /> },
          { name: t.description, value: entry.operation_description || "–" },
          { name: t.eventType, value: <span className="code">{`${operation}_${type}`}</span> },
        ]}
      />
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => onFilter({ user: username })}>
          {t.onlyUser(username)}
        </Button>
        <Button variant="default" size="xs" onClick={() => onFilter({ resource })}>
          {t.onlyResource}
        </Button>
      </Group>
    </Stack>
  );
}

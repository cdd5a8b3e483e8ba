import { queryOptions } from "@tanstack/react-query";
import { list } from "../../api/client.ts";
import type { AuditEntry, AuditEventType } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";
import { type AuditFilter, auditQ } from "./audit-search.ts";

/** The whole log, or that of one project. */
export type AuditScope = { readonly project: string | null };

export function auditPath({ project }: AuditScope): string {
  return project === null ? "/auditlog-exts" : `/projects/${encodeURIComponent(project)}/auditlog-exts`;
}

export const auditQuery = (scope: AuditScope, search: ListSearch, filter: AuditFilter) =>
  queryOptions({
    queryKey: ["audit", scope, search.page, search.size, search.sort, filter],
    queryFn: ({ signal }) => list<AuditEntry>(auditPath(scope), { ...listQuery(search), q: auditQ(filter, new Date()) }, signal),
  });

/** Null: it is not there, or not for this person. */
export const auditEntryQuery = (scope: AuditScope, id: number) =>
  queryOptions({
    queryKey: ["audit", scope, "entry", id],
    queryFn: async ({ signal }) => (await list<AuditEntry>(auditPath(scope), { q: `id=${id}` }, signal)).items[0] ?? null,
    staleTime: Infinity,
  });

/** For administrators of the site. */
export const eventTypesQuery = queryOptions({
  queryKey: ["audit", "event-types"],
  queryFn: async ({ signal }) =>
    (await list<AuditEventType>("/auditlog-exts/events", {}, signal)).items.map(({ event_type: type }) => type),
  staleTime: Infinity,
});

/** Reading the audit log. */
import { type ActorKey, mayInProject } from "./access.ts";
import type { Store } from "./db.ts";
import { conditionsOf, type FilterField, type QueryTerm } from "./filters.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { storedCount } from "./row-counts.ts";
import { type Sql, sql } from "./sql.ts";

export interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly operation: string;
  readonly resourceType: string;
  readonly resource: string;
  readonly description: string;
  readonly success: number;
}

const columns = sql`l.id, l.at, l.actor, l.operation, l.resource_type as resourceType, l.resource, l.description, l.success`;

const fields: Readonly<Record<string, FilterField>> = {
  username: { column: sql`l.actor`, type: "text" },
  resource: { column: sql`l.resource`, type: "text" },
  resource_type: { column: sql`l.resource_type`, type: "text" },
  operation: { column: sql`l.operation`, type: "text" },
  operation_result: { column: sql`l.success`, type: "boolean" },
  op_time: { column: sql`l.at`, type: "time" },
  id: { column: sql`l.id`, type: "number" },
};

/** Which rows somebody sees: all, or those of one project, or those of the projects whose log the actor may read. */
export type AuditScope = "all" | { readonly projectId: number } | { readonly readableBy: ActorKey };

function within(scope: AuditScope): Sql[] {
  if (scope === "all") return [];
  if ("projectId" in scope) return [sql`l.project_id = ${scope.projectId}`];
  const may = mayInProject(scope.readableBy, sql`q.id`, { resource: "log", action: "list" });
  return [sql`l.project_id in (select q.id from projects q where ${may})`];
}

/** Stored for all, and for one project. */
function totalOf(scope: AuditScope, onlyDone: boolean): { total: Sql } | {} {
  if (scope !== "all" && !("projectId" in scope)) return {};
  const id = scope === "all" ? 0 : scope.projectId;
  return {
    total: onlyDone ? sql`${storedCount("audit_log", id)} - ${storedCount("audit_log_refused", id)}` : storedCount("audit_log", id),
  };
}

/** Newest first (indexes `audit_log_by_time`, `audit_log_by_project`). `onlyDone`: without what was refused. */
export async function listAudit(
  store: Store,
  query: { scope: AuditScope; terms: readonly QueryTerm[]; onlyDone: boolean },
  page: Page,
): Promise<Listing<AuditRow>> {
  const asked = conditionsOf(query.terms, fields);
  return listRows(store, {
    columns,
    from: sql`audit_log l`,
    filters: [...within(query.scope), ...(query.onlyDone ? [sql`l.success = 1`] : []), ...asked],
    order: inOrder(page.sort, { op_time: sql`l.at`, id: sql`l.id` }, sql`l.at desc, l.id desc`),
    page,
    ...(asked.length === 0 ? totalOf(query.scope, query.onlyDone) : {}),
  });
}

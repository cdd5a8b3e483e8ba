import { nowMs, type Sql, sql } from "./sql.ts";

export interface AuditEntry {
  readonly actor: string;
  /** May be a sub-select, for a project that the same batch makes. */
  readonly projectId: number | Sql | null;
  readonly operation: string;
  readonly resourceType: string;
  readonly resource: string;
  readonly description: string;
  readonly success: boolean;
  readonly requestId: string;
}

/** Condition: an administrator has not switched this kind of event off (`disabled_audit_log_event_types`, by commas). */
export function isRecorded({ operation, resourceType }: Pick<AuditEntry, "operation" | "resourceType">): Sql {
  return sql`not exists (select 1 from configuration where key = 'disabled_audit_log_event_types'
    and instr(',' || replace(value, ' ', '') || ',', ${`,${operation}_${resourceType},`}) > 0)`;
}

export function insertAudit(entry: AuditEntry): Sql {
  return sql`insert into audit_log (at, actor, project_id, operation, resource_type, resource, description, success, request_id)
    select ${nowMs}, ${entry.actor}, ${entry.projectId}, ${entry.operation}, ${entry.resourceType}, ${entry.resource},
      ${entry.description}, ${entry.success}, ${entry.requestId} where ${isRecorded(entry)}`;
}

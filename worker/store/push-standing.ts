import { type ActorKey, isWritable, mayInProject } from "./access.ts";
import { hasRoom } from "./quotas.ts";
import { type Sql, sql } from "./sql.ts";

/** Whether an upload may begin, as D1 has it now: each 0 or 1. */
export interface PushStanding {
  readonly may: number;
  readonly writable: number;
  readonly room: number;
}

/** One row of `PushStanding`. */
export function selectPushStanding(actor: ActorKey, projectId: number): Sql {
  return sql`select (${mayInProject(actor, projectId, { resource: "repository", action: "push" })}) as may,
    (${isWritable}) as writable, (${hasRoom(projectId, 0)}) as room`;
}

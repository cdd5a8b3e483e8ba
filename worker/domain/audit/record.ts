import { insertAudit } from "../../store/audit.ts";
import type { Sql } from "../../store/sql.ts";
import { actorName } from "../access/actor.ts";
import type { Context } from "../context.ts";

/** What happened, in Harbor's words: operation `create`, `delete`, `update`, `pull`, `login`; type `artifact`, `project`, … */
export interface Happening {
  readonly operation: string;
  readonly resourceType: string;
  readonly resource: string;
  readonly projectId: number | Sql | null;
  readonly description?: string;
  readonly success: boolean;
}

/** The audit row of a change, for the batch that makes it. */
export function auditRow(ctx: Pick<Context, "actor" | "requestId">, happening: Happening): Sql {
  const description = happening.description ?? `${happening.operation} ${happening.resourceType} ${happening.resource}`;
  return insertAudit({ ...happening, description, actor: actorName(ctx.actor), requestId: ctx.requestId });
}

const refusalsPerMinuteMax = 30;
const refusals = new Map<string, { minute: number; count: number }>();

/**
 * Notes a refused attempt of somebody signed in, off the request's path, at most thirty a minute for each actor in this isolate:
 * a client in a loop must not fill the database.
 */
export function noteRefusal(ctx: Context, happening: Omit<Happening, "success">): void {
  if (ctx.actor.kind !== "user" && ctx.actor.kind !== "robot") return;
  const minute = Math.floor(ctx.now() / 60_000);
  const name = actorName(ctx.actor);
  const seen = refusals.get(name);
  const count = seen?.minute === minute ? seen.count + 1 : 1;
  if (refusals.size > 1000) refusals.clear();
  refusals.set(name, { minute, count });
  if (count > refusalsPerMinuteMax) return;
  const write = ctx.commit([auditRow(ctx, { ...happening, success: false })]);
  ctx.background(write.catch((error: unknown) => ctx.log("warn", "a refusal was not recorded", { error })));
}

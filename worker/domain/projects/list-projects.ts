import { listProjects as list, type ProjectFilter, type ProjectRow } from "../../store/projects.ts";
import type { Context } from "../context.ts";

export type ProjectQuery = Omit<ProjectFilter, "visibleTo">;

/** Projects that the actor may see: all for a system administrator, else public ones and its own. */
export async function listProjects(
  ctx: Context,
  query: ProjectQuery,
  page: Parameters<typeof list>[3],
): Promise<{ projects: ProjectRow[]; total: number }> {
  const { actor } = ctx;
  const userId = actor.kind === "user" ? actor.id : null;
  const seesAll = actor.kind === "user" && actor.sysadmin;
  return list(ctx.store, userId, { ...query, visibleTo: seesAll ? null : { userId } }, page);
}

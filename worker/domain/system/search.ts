import type { ProjectRow } from "../../store/projects.ts";
import { type FoundRepository, searchRepositories } from "../../store/repositories.ts";
import { isSysadmin } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { listProjects } from "../projects/list-projects.ts";

/** Harbor tells all that match; here as many of each kind as a person looks at. */
const foundMax = 100;

/** Projects and repositories whose name contains the text, as far as the caller may see them, signed in or not. */
export async function search(
  ctx: Context,
  text: string,
): Promise<{ projects: readonly ProjectRow[]; repositories: readonly FoundRepository[] }> {
  const page = { offset: 0, count: foundMax, sort: [] };
  const terms = text === "" ? [] : [{ key: "name", value: { kind: "contains", value: text } } as const];
  const [projects, repositories] = await Promise.all([
    listProjects(ctx, terms, page),
    searchRepositories(ctx.store, ctx.actor, { text, seesAll: isSysadmin(ctx.actor), countMax: foundMax }),
  ]);
  return { projects: projects.items, repositories };
}

import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { listProjects as list, type ProjectRow } from "../../store/projects.ts";
import { isSysadmin } from "../access/actor.ts";
import type { Context } from "../context.ts";

/** Projects that the actor may see: all for a system administrator, else public ones and its own. */
export async function listProjects(ctx: Context, terms: readonly QueryTerm[], page: Page): Promise<Listing<ProjectRow>> {
  return list(ctx.store, ctx.actor, { terms, seesAll: isSysadmin(ctx.actor) }, page);
}

import type { ProjectRow } from "../../store/projects.ts";
import { type FoundRepository, searchRepositories } from "../../store/repositories.ts";
import { type FoundTag, searchTags } from "../../store/tag-search.ts";
import { isSysadmin } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { listProjects } from "../projects/list-projects.ts";

/** Harbor tells all that match; here as many of each kind as a person looks at. */
const foundMax = 100;

export interface Found {
  readonly projects: readonly ProjectRow[];
  readonly repositories: readonly FoundRepository[];
  readonly tags: readonly FoundTag[];
}

/**
 * Projects and repositories whose name contains the text, and tags that begin with it, as far as the caller may see them, signed in or not.
 * `part:tag` asks for tags that begin with `tag` in repositories whose name contains `part`.
 */
export async function search(ctx: Context, text: string): Promise<Found> {
  const colon = text.lastIndexOf(":");
  const [part, tag] = colon === -1 ? [null, text] : [text.slice(0, colon), text.slice(colon + 1)];
  const name = part ?? text;
  const page = { offset: 0, count: foundMax, sort: [] };
  const terms = name === "" ? [] : [{ key: "name", value: { kind: "contains", value: name } } as const];
  const limits = { seesAll: isSysadmin(ctx.actor), countMax: foundMax };
  const [projects, repositories, tags] = await Promise.all([
    listProjects(ctx, terms, page),
    searchRepositories(ctx.store, ctx.actor, { text: name, ...limits }),
    tag === "" && part === null ? [] : searchTags(ctx.store, ctx.actor, { repository: part, tag, ...limits }),
  ]);
  return { projects: projects.items, repositories, tags };
}

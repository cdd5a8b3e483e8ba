import { countProjects, type ProjectCounts } from "../../store/statistics.ts";
import { numberOf } from "../../store/db.ts";
import { allStoredBytes } from "../../store/statistics.ts";
import { isSysadmin } from "../access/actor.ts";
import { authorizeSignedIn } from "../access/authorize-system.ts";
import type { Context } from "../context.ts";

export interface Statistics extends ProjectCounts {
  /** Null for who is no system administrator. */
  readonly total: { readonly projects: number; readonly repositories: number; readonly storageBytes: number } | null;
}

/** Bytes of all distinct blobs. */
export async function storedBytes(ctx: Context): Promise<number> {
  return numberOf(ctx.store, allStoredBytes);
}

/** Counts of what the caller may see. @throws DomainError UNAUTHORIZED */
export async function statistics(ctx: Context): Promise<Statistics> {
  authorizeSignedIn(ctx);
  const seesAll = isSysadmin(ctx.actor);
  const counts = await countProjects(ctx.store, ctx.actor, seesAll);
  if (!seesAll) return { ...counts, total: null };
  const projects = counts.privateProjects + counts.publicProjects;
  const repositories = counts.privateRepositories + counts.publicRepositories;
  return { ...counts, total: { projects, repositories, storageBytes: await storedBytes(ctx) } };
}

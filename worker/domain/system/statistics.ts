import { numberOf } from "../../store/db.ts";
import { type ActivityRow, allStoredBytes, countProjects, listActivity, type ProjectCounts } from "../../store/statistics.ts";
import { isSysadmin } from "../access/actor.ts";
import { authorizeSignedIn, authorizeSystem } from "../access/authorize-system.ts";
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

const dayMs = 86_400_000;

/** One for each of the last days, the oldest first; days are those of UTC, and the last one is not over. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function activity(ctx: Context, days: number): Promise<ActivityRow[]> {
  await authorizeSystem(ctx, "system-volumes", "read");
  const first = Math.floor(ctx.now() / dayMs) - days + 1;
  const found = new Map((await listActivity(ctx.store, first)).map((row) => [row.day, row]));
  return Array.from({ length: days }, (_, i) => found.get(first + i) ?? { day: first + i, pushes: 0, pulls: 0 });
}

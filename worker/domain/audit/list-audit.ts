import { type AuditRow, listAudit, type AuditScope } from "../../store/audit-log.ts";
import { mayInSystem } from "../../store/access.ts";
import { isTrue } from "../../store/db.ts";
import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { authorizeSignedIn } from "../access/authorize-system.ts";
import type { Context } from "../context.ts";

/** `onlyDone`: Harbor's older list, which has no column for what was refused. */
export interface AuditQuery {
  readonly terms: readonly QueryTerm[];
  readonly onlyDone: boolean;
}

/** All of it for who may see all, else that of the projects whose log the caller may read. @throws DomainError UNAUTHORIZED */
export async function listSiteAudit(ctx: Context, query: AuditQuery, page: Page): Promise<Listing<AuditRow>> {
  const actor = authorizeSignedIn(ctx);
  const seesAll = await isTrue(ctx.store, mayInSystem(actor, { resource: "audit-log", action: "list" }));
  const scope: AuditScope = seesAll ? "all" : { readableBy: actor };
  return listAudit(ctx.store, { ...query, scope }, page);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function listProjectAudit(ctx: Context, project: string, query: AuditQuery, page: Page): Promise<Listing<AuditRow>> {
  const { id } = await authorizeProject(ctx, { name: project }, "log", "list");
  return listAudit(ctx.store, { ...query, scope: { projectId: id } }, page);
}

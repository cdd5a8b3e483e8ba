import { mayInProject } from "../../store/access.ts";
import { isTrue } from "../../store/db.ts";
import { countMembersByRole, isProjectEmpty, type ProjectReference, type ProjectRow } from "../../store/projects.ts";
import { findQuota, type QuotaRow } from "../../store/quotas.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import type { Context } from "../context.ts";

export interface ProjectSummary {
  readonly project: ProjectRow;
  /** By role id; null for whoever may not list members. */
  readonly members: ReadonlyMap<number, number> | null;
  /** Null for whoever may not see the quota. */
  readonly quota: QuotaRow | null;
}

/** @throws DomainError FORBIDDEN, NOT_FOUND */
export async function summarizeProject(ctx: Context, reference: ProjectReference): Promise<ProjectSummary> {
  const project = await authorizeProject(ctx, reference, "project", "read");
  const may = (resource: string, action: string) => isTrue(ctx.store, mayInProject(ctx.actor, project.id, { resource, action }));
  const [seesMembers, seesQuota] = await Promise.all([may("member", "list"), may("quota", "read")]);
  return {
    project,
    members: seesMembers ? await countMembersByRole(ctx.store, project.id) : null,
    quota: seesQuota ? await findQuota(ctx.store, { projectId: project.id }) : null,
  };
}

/** Whether the project may be deleted, and if not, why. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function isDeletable(ctx: Context, reference: ProjectReference): Promise<{ deletable: boolean; message: string }> {
  const project = await authorizeProject(ctx, reference, "project", "delete");
  const deletable = await isProjectEmpty(ctx.store, project.id);
  return { deletable, message: deletable ? "" : "the project contains repositories, can not be deleted" };
}

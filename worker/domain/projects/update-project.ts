import { setAllowlist } from "../../store/cve-allowlists.ts";
import { type ProjectReference, updateProject as update } from "../../store/projects.ts";
import { findQuota, setQuota } from "../../store/quotas.ts";
import { isSysadmin } from "../access/actor.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { type Allowlist, readAllowlist } from "../cve/allowlist.ts";
import { assertLimit } from "../quotas/quotas.ts";
import { readMetadata } from "./metadata.ts";

export interface ProjectChange {
  readonly metadata: Readonly<Record<string, string | null | undefined>>;
  readonly allowlist: Allowlist | null;
  /** Bytes; only a system administrator's counts. Null: as it was. */
  readonly storageLimit: number | null;
}

/** What is not given stays. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_REQUEST */
export async function updateProject(ctx: Context, reference: ProjectReference, change: ProjectChange): Promise<void> {
  const project = await authorizeProject(ctx, reference, "project", "update");
  const { isPublic, metadata } = readMetadata(change.metadata);
  const limit = isSysadmin(ctx.actor) ? change.storageLimit : null;
  if (limit !== null) assertLimit(limit);
  const quota = limit === null ? null : await findQuota(ctx.store, { projectId: project.id });
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "project", "update"),
    ...update(project.id, { public: isPublic, metadata }),
    ...(change.allowlist ? [setAllowlist(project.id, readAllowlist(change.allowlist))] : []),
    ...(quota && limit !== null ? setQuota(quota.id, limit) : []),
    auditRow(ctx, { operation: "update", resourceType: "project", resource: project.name, projectId: project.id, success: true }),
  ]);
}

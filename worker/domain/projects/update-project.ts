import { type ProjectReference, updateProject as update } from "../../store/projects.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { readMetadata } from "./metadata.ts";

/** @throws DomainError FORBIDDEN, NOT_FOUND, BAD_REQUEST */
export async function updateProject(ctx: Context, reference: ProjectReference, given: Readonly<Record<string, string>>): Promise<void> {
  const project = await authorizeProject(ctx, reference, "project", "update");
  const { isPublic, metadata } = readMetadata(given);
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "project", "update"),
    ...update(project.id, { public: isPublic, metadata }),
    auditRow(ctx, { operation: "update", resourceType: "project", resource: project.name, projectId: project.id, success: true }),
  ]);
}

import { deleteProject as remove } from "../../store/delete-project.ts";
import type { ProjectReference } from "../../store/projects.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** Removes an empty project. @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when it holds repositories */
export async function deleteProject(ctx: Context, reference: ProjectReference): Promise<void> {
  const project = await authorizeProject(ctx, reference, "project", "delete");
  try {
    await ctx.commit([
      guardActorMay(ctx.actor, project.id, "project", "delete"),
      ...remove(project.id),
      auditRow(ctx, { operation: "delete", resourceType: "project", resource: project.name, projectId: project.id, success: true }),
    ]);
  } catch (error) {
    if (error instanceof DomainError && error.code === "PRECONDITION") {
      const message = `the project ${project.name} contains repositories, can not be deleted`;
      throw new DomainError("PRECONDITION", { message, cause: error.cause });
    }
    throw error;
  }
}

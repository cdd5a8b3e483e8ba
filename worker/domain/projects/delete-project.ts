import { buryProject, clearProject, countLeft, forgetProject } from "../../store/delete-project.ts";
import type { ProjectReference } from "../../store/projects.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { JobKind } from "../jobs/kinds.ts";
import { startExecution } from "../jobs/start-execution.ts";

const kind = "PROJECT_DELETION";
const rowsEach = 1000;
const waitMs = 2000;

interface Parameters {
  readonly projectId: number;
}

/** Removes an empty project. Its name is free at once. @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION when it holds repositories */
export async function deleteProject(ctx: Context, reference: ProjectReference): Promise<void> {
  const project = await authorizeProject(ctx, reference, "project", "delete");
  const parameters: Parameters = { projectId: project.id };
  const execution = { kind, vendorId: project.id, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] } as const;
  try {
    await startExecution(ctx, execution, [
      guardActorMay(ctx.actor, project.id, "project", "delete"),
      ...buryProject(project.id),
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

/** Takes away what deleted projects leave behind. */
export const projectDeletion: JobKind = {
  concurrency: 2,
  attemptsMax: 5,
  async slice(ctx, task) {
    const { projectId: id } = task.parameters as Parameters;
    const { held, others } = await countLeft(ctx.store, id);
    if (held === 0 && others === 0) return { cursor: null, done: true, statements: forgetProject(id) };
    // Repositories that were deleted before are emptied by their own jobs.
    if (others === 0) return { cursor: null, done: false, waitMs };
    return { cursor: null, done: false, statements: clearProject({ id, rowsEach }) };
  },
};

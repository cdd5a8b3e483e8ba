import { insertProject, selectProjectId } from "../../store/projects.ts";
import { guardSignedIn } from "../access/guard.ts";
import { authorizeSignedIn } from "../access/authorize-project.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isProjectName } from "../names/repository-name.ts";
import { readMetadata } from "./metadata.ts";

/** Makes a project whose first administrator is the actor. Returns its id. @throws DomainError BAD_REQUEST, CONFLICT */
export async function createProject(ctx: Context, project: { name: string; metadata: Readonly<Record<string, string>> }): Promise<number> {
  const actor = authorizeSignedIn(ctx);
  const { name } = project;
  if (!isProjectName(name)) {
    throw new DomainError("BAD_REQUEST", {
      message: "a project name has 1 to 255 lower-case letters and digits, with single . _ or - between them",
    });
  }
  const { isPublic, metadata } = readMetadata(project.metadata);
  try {
    const answers = await ctx.commit([
      guardSignedIn(ctx.actor),
      ...insertProject({ name, ownerId: actor.id, public: isPublic ?? false, metadata }),
      auditRow(ctx, { operation: "create", resourceType: "project", resource: name, projectId: null, success: true }),
      selectProjectId(name),
    ]);
    return Number(answers.at(-1)?.[0]?.id);
  } catch (error) {
    if (error instanceof DomainError && error.code === "CONFLICT") {
      throw new DomainError("CONFLICT", { message: `The project named ${name} already exists`, cause: error.cause });
    }
    throw error;
  }
}

import { defaultStorageLimit, insertProject } from "../../store/projects.ts";
import { sql } from "../../store/sql.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isProjectName } from "../names/repository-name.ts";

/** A project that the site itself needs, such as for what is replicated to it: the first administrator's. One that is there already is left as it is. */
export async function makeProject(ctx: Context, name: string, isPublic: boolean): Promise<void> {
  if (!isProjectName(name)) throw new DomainError("BAD_REQUEST", { message: `${name} can be no project` });
  const projectId = sql`(select id from projects where name = ${name})`;
  try {
    await ctx.commit([
      guardSystem(ctx.actor, "project", "create"),
      ...insertProject({ name, ownerId: 1, adminId: null, public: isPublic, metadata: {}, storageLimit: defaultStorageLimit }),
      auditRow(ctx, { operation: "create", resourceType: "project", resource: name, projectId, success: true }),
    ]);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
  }
}

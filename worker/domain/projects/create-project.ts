import { mayInSystem } from "../../store/access.ts";
import { setAllowlist } from "../../store/cve-allowlists.ts";
import { isTrue } from "../../store/db.ts";
import { defaultStorageLimit, insertProject, selectProjectId } from "../../store/projects.ts";
import { sql } from "../../store/sql.ts";
import { type SignedInActor, isSysadmin } from "../access/actor.ts";
import { authorizeSignedIn, refused } from "../access/authorize-system.ts";
import { guardSignedIn, guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import { configurationOf } from "../configuration/read-configuration.ts";
import type { Context } from "../context.ts";
import { type Allowlist, readAllowlist } from "../cve/allowlist.ts";
import { DomainError } from "../errors.ts";
import { isProjectName } from "../names/repository-name.ts";
import { assertLimit } from "../quotas/quotas.ts";
import { readMetadata } from "./metadata.ts";

export interface NewProject {
  readonly name: string;
  readonly metadata: Readonly<Record<string, string | null | undefined>>;
  /** Bytes, -1 for none; null: the configured default. Only system administrators choose. */
  readonly storageLimit: number | null;
  readonly allowlist: Allowlist | null;
}

/** Makes a project whose first administrator is the person who asks. Returns its id. @throws DomainError BAD_REQUEST, FORBIDDEN, CONFLICT */
export async function createProject(ctx: Context, project: NewProject): Promise<number> {
  const actor = authorizeSignedIn(ctx);
  const { name } = project;
  await assertMayCreate(ctx, actor);
  if (!isProjectName(name)) {
    throw new DomainError("BAD_REQUEST", {
      message: "project_name must have 1 to 255 lower-case letters and digits, with single . _ or - between them",
    });
  }
  if (project.storageLimit !== null) assertLimit(project.storageLimit);
  const { isPublic, metadata } = readMetadata(project.metadata);
  const isPerson = actor.kind === "user";
  const chosen = isSysadmin(actor) ? project.storageLimit : null;
  const id = sql`(select id from projects where name = ${name})`;
  try {
    const answers = await ctx.commit([
      isPerson ? guardSignedIn(actor) : guardSystem(actor, "project", "create"),
      ...insertProject({
        name,
        // A robot owns nothing; its projects are the first administrator's.
        ownerId: isPerson ? actor.id : 1,
        adminId: isPerson ? actor.id : null,
        public: isPublic ?? false,
        metadata,
        storageLimit: chosen ?? defaultStorageLimit,
      }),
      ...(project.allowlist ? [setAllowlist(id, readAllowlist(project.allowlist))] : []),
      auditRow(ctx, { operation: "create", resourceType: "project", resource: name, projectId: id, success: true }),
      selectProjectId(name),
    ]);
    return Number(answers.at(-1)?.[0]?.id);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("CONFLICT", { message: `The project named ${name} already exists`, cause: error.cause });
  }
}

async function assertMayCreate(ctx: Context, actor: SignedInActor): Promise<void> {
  if (isSysadmin(actor)) return;
  if (actor.kind === "robot") {
    if (await isTrue(ctx.store, mayInSystem(actor, { resource: "project", action: "create" }))) return;
    throw refused(ctx, "project", "create");
  }
  const { project_creation_restriction: restriction } = await configurationOf(ctx);
  if (restriction === "adminonly") throw refused(ctx, "project", "create", "only system administrators create projects");
}

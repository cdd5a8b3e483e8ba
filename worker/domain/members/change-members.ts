import { findGroup, type GroupRow, insertGroup } from "../../store/groups.ts";
import type { Listing, Page } from "../../store/listing.ts";
import {
  deleteMember,
  findMember,
  insertMember,
  isRole,
  listMembers as list,
  type MemberEntity,
  type MemberRow,
  selectMemberId,
  updateMember,
} from "../../store/members.ts";
import type { ProjectReference } from "../../store/projects.ts";
import { findUser } from "../../store/users.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { onboardPerson } from "../directory/people.ts";
import { DomainError } from "../errors.ts";
import { newGroup } from "../groups/groups.ts";

/** Whom to make a member: a person, a group that is there, or one described well enough to be made. */
export type NewMember =
  | { readonly user: { readonly id: number } | { readonly username: string } }
  | { readonly group: { readonly id: number } | { readonly name: string; readonly type: number; readonly ldapDn: string } };

export async function listMembers(
  ctx: Context,
  project: ProjectReference,
  nameContains: string | null,
  page: Page,
): Promise<Listing<MemberRow>> {
  const { id } = await authorizeProject(ctx, project, "member", "list");
  return list(ctx.store, id, nameContains, page);
}

/** @throws DomainError NOT_FOUND also for a member of another project */
export async function getMember(ctx: Context, project: ProjectReference, memberId: number): Promise<MemberRow> {
  const { id } = await authorizeProject(ctx, project, "member", "read");
  return (await findMember(ctx.store, id, memberId)) ?? notFound();
}

/**
 * Gives a person or a group a role. Returns the member's id.
 *
 * @throws DomainError NOT_FOUND, CONFLICT, BAD_REQUEST; PRECONDITION and UNAVAILABLE when a directory that may know the name cannot say
 */
export async function addMember(ctx: Context, reference: ProjectReference, member: NewMember, roleId: number): Promise<number> {
  const project = await authorizeProject(ctx, reference, "member", "create");
  await assertRole(ctx, roleId);
  const { entity, name } = "user" in member ? await person(ctx, member.user) : await group(ctx, project.id, member.group);
  try {
    const answers = await ctx.commit([
      guardActorMay(ctx.actor, project.id, "member", "create"),
      insertMember({ ...entity, projectId: project.id, roleId }),
      auditRow(ctx, happening("create", project, name, roleId)),
      selectMemberId(project.id, entity),
    ]);
    return Number(answers.at(-1)?.[0]?.id);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("CONFLICT", { message: `${name} is a member of the project already`, cause: error });
  }
}

/** @throws DomainError NOT_FOUND, BAD_REQUEST */
export async function changeMember(ctx: Context, reference: ProjectReference, memberId: number, roleId: number): Promise<void> {
  const project = await authorizeProject(ctx, reference, "member", "update");
  await assertRole(ctx, roleId);
  const member = (await findMember(ctx.store, project.id, memberId)) ?? notFound();
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "member", "update"),
    ...updateMember(project.id, memberId, roleId),
    auditRow(ctx, happening("update", project, member.entityName, roleId)),
  ]);
}

/** @throws DomainError NOT_FOUND */
export async function removeMember(ctx: Context, reference: ProjectReference, memberId: number): Promise<void> {
  const project = await authorizeProject(ctx, reference, "member", "delete");
  const member = (await findMember(ctx.store, project.id, memberId)) ?? notFound();
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "member", "delete"),
    ...deleteMember(project.id, memberId),
    auditRow(ctx, happening("delete", project, member.entityName, member.roleId)),
  ]);
}

interface Named {
  readonly entity: MemberEntity;
  readonly name: string;
}

/** Somebody of a directory need not have logged in before (Harbor 2.16). */
async function person(ctx: Context, who: { id: number } | { username: string }): Promise<Named> {
  let user = await findUser(ctx.store, who);
  if (!user && "username" in who) {
    const account = await onboardPerson(ctx, who.username);
    user = account && (await findUser(ctx.store, { id: account.userId }));
  }
  if (!user) throw new DomainError("NOT_FOUND", { message: "user not found" });
  return { entity: { userId: user.id, groupId: null }, name: user.username };
}

/** A directory's group need not be known before it is given a role: it is then made with the DN alone (Harbor 2.16). */
async function group(ctx: Context, projectId: number, wanted: Extract<NewMember, { group: unknown }>["group"]): Promise<Named> {
  const find = (): Promise<GroupRow | null> => {
    if ("id" in wanted) return findGroup(ctx.store, wanted);
    return findGroup(ctx.store, wanted.ldapDn === "" ? wanted : { ldapDn: wanted.ldapDn });
  };
  let found = await find();
  if (!found && !("id" in wanted)) {
    const made = newGroup(wanted);
    const audit = { operation: "create", resourceType: "user-group", resource: made.name, projectId, success: true };
    await ctx.commit([guardActorMay(ctx.actor, projectId, "member", "create"), ...insertGroup(made), auditRow(ctx, audit)]);
    found = await find();
  }
  if (!found) throw new DomainError("NOT_FOUND", { message: "user group not found" });
  return { entity: { userId: null, groupId: found.id }, name: found.name };
}

function happening(operation: string, project: { id: number; name: string }, name: string, roleId: number) {
  const description = `${operation} member ${name} with role ${roleId} of project ${project.name}`;
  return { operation, resourceType: "member", resource: `${project.name}/${name}`, projectId: project.id, description, success: true };
}

async function assertRole(ctx: Context, roleId: number): Promise<void> {
  if (!(await isRole(ctx.store, roleId))) throw new DomainError("BAD_REQUEST", { message: "role_id names no role" });
}

function notFound(): never {
  throw new DomainError("NOT_FOUND", { message: "member not found" });
}

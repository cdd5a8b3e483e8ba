import { findAccount } from "../../store/accounts.ts";
import {
  deleteMember,
  findMember,
  insertMember,
  listMembers as list,
  type MemberRow,
  selectMemberId,
  updateMember,
} from "../../store/members.ts";
import type { ProjectReference } from "../../store/projects.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { isRoleId, roleName } from "../access/permissions.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

export async function listMembers(ctx: Context, project: ProjectReference, page: Parameters<typeof list>[2]) {
  const { id } = await authorizeProject(ctx, project, "member", "list");
  return list(ctx.store, id, page);
}

/** @throws DomainError NOT_FOUND also for a member of another project */
export async function getMember(ctx: Context, project: ProjectReference, memberId: number): Promise<MemberRow> {
  const { id } = await authorizeProject(ctx, project, "member", "read");
  return (await findMember(ctx.store, id, memberId)) ?? notFound();
}

/** Gives somebody a role. Returns the member's id. @throws DomainError NOT_FOUND, CONFLICT, BAD_REQUEST */
export async function addMember(
  ctx: Context,
  reference: ProjectReference,
  member: { user: { id: number } | { username: string }; roleId: number },
): Promise<number> {
  const project = await authorizeProject(ctx, reference, "member", "create");
  assertRole(member.roleId);
  const account = await findAccount(ctx.store, member.user);
  if (!account) throw new DomainError("NOT_FOUND", { message: "user not found" });
  const answers = await ctx.commit([
    guardActorMay(ctx.actor, project.id, "member", "create"),
    insertMember({ projectId: project.id, userId: account.id, roleId: member.roleId }),
    auditRow(ctx, happening("create", project, account.username, member.roleId)),
    selectMemberId(project.id, account.id),
  ]);
  return Number(answers.at(-1)?.[0]?.id);
}

/** @throws DomainError NOT_FOUND, BAD_REQUEST */
export async function changeMember(ctx: Context, reference: ProjectReference, memberId: number, roleId: number): Promise<void> {
  const project = await authorizeProject(ctx, reference, "member", "update");
  assertRole(roleId);
  const member = (await findMember(ctx.store, project.id, memberId)) ?? notFound();
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "member", "update"),
    ...updateMember(project.id, memberId, roleId),
    auditRow(ctx, happening("update", project, member.username, roleId)),
  ]);
}

/** @throws DomainError NOT_FOUND */
export async function removeMember(ctx: Context, reference: ProjectReference, memberId: number): Promise<void> {
  const project = await authorizeProject(ctx, reference, "member", "delete");
  const member = (await findMember(ctx.store, project.id, memberId)) ?? notFound();
  await ctx.commit([
    guardActorMay(ctx.actor, project.id, "member", "delete"),
    ...deleteMember(project.id, memberId),
    auditRow(ctx, happening("delete", project, member.username, member.roleId)),
  ]);
}

function happening(operation: string, project: { id: number; name: string }, username: string, roleId: number) {
  const description = `${operation} member ${username} as ${roleName(roleId)} of project ${project.name}`;
  return { operation, resourceType: "member", resource: `${project.name}/${username}`, projectId: project.id, description, success: true };
}

function assertRole(roleId: number): void {
  if (!isRoleId(roleId)) throw new DomainError("BAD_REQUEST", { message: "role_id must be 1, 2, 3, 4 or 5" });
}

function notFound(): never {
  throw new DomainError("NOT_FOUND", { message: "member not found" });
}

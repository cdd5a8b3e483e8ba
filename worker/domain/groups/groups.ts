import {
  deleteGroup as remove,
  findGroup,
  type GroupRow,
  insertGroup,
  listGroups as list,
  renameGroup,
  selectGroupId,
} from "../../store/groups.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { authorizeSignedIn, authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { assertDirectoryGroup } from "../directory/people.ts";
import { DomainError } from "../errors.ts";

type NewGroup = Omit<GroupRow, "id">;

/** @throws DomainError BAD_REQUEST */
export function newGroup(group: NewGroup): NewGroup {
  const { type } = group;
  const ldapDn = group.ldapDn.trim();
  // A directory's group may be given by its DN alone.
  const name = group.name.trim() || (/^[^=]+=((?:\\.|[^,\\])+)/.exec(ldapDn)?.[1] ?? "");
  if (type !== 1 && type !== 2 && type !== 3)
    throw new DomainError("BAD_REQUEST", { message: "group_type must be 1 (LDAP), 2 (HTTP) or 3 (OIDC)" });
  if (name === "" || name.length > 255) throw new DomainError("BAD_REQUEST", { message: "group_name must have 1 to 255 characters" });
  if (type === 1 && !/^[^=,]+=[^=]+/.test(ldapDn)) throw new DomainError("BAD_REQUEST", { message: "ldap_group_dn is not a DN" });
  return { name, type, ldapDn: type === 1 ? ldapDn : "" };
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listGroups(
  ctx: Context,
  filter: { nameContains: string | null; ldapDn: string | null },
  page: Page,
): Promise<Listing<GroupRow>> {
  await authorizeSystem(ctx, "user-group", "list");
  return list(ctx.store, filter, page);
}

/** For whoever gives roles: everybody signed in may look a group's name up. @throws DomainError UNAUTHORIZED */
export async function searchGroups(ctx: Context, nameContains: string, page: Page): Promise<Listing<GroupRow>> {
  authorizeSignedIn(ctx);
  return list(ctx.store, { nameContains, ldapDn: null }, page);
}

/** @throws DomainError NOT_FOUND */
export async function getGroup(ctx: Context, id: number): Promise<GroupRow> {
  await authorizeSystem(ctx, "user-group", "read");
  return (await findGroup(ctx.store, { id })) ?? notFound();
}

/** Returns the id. @throws DomainError BAD_REQUEST also for a DN that the directory does not have, CONFLICT, UNAVAILABLE, PRECONDITION */
export async function createGroup(ctx: Context, given: NewGroup): Promise<number> {
  await authorizeSystem(ctx, "user-group", "create");
  const group = newGroup(given);
  if (group.type === 1) await assertDirectoryGroup(ctx, group.ldapDn);
  const answers = await ctx.commit([
    guardSystem(ctx.actor, "user-group", "create"),
    ...insertGroup(group),
    auditRow(ctx, { operation: "create", resourceType: "user-group", resource: group.name, projectId: null, success: true }),
    selectGroupId(group),
  ]);
  return Number(answers.at(-1)?.[0]?.id);
}

/** Only the name can change. @throws DomainError BAD_REQUEST, NOT_FOUND, CONFLICT */
export async function updateGroup(ctx: Context, id: number, name: string): Promise<void> {
  await authorizeSystem(ctx, "user-group", "update");
  const group = (await findGroup(ctx.store, { id })) ?? notFound();
  newGroup({ ...group, name });
  if (name.trim() === "") throw new DomainError("BAD_REQUEST", { message: "group_name must have 1 to 255 characters" });
  const description = `rename group ${group.name} to ${name}`;
  await ctx.commit([
    guardSystem(ctx.actor, "user-group", "update"),
    ...renameGroup(id, name.trim()),
    auditRow(ctx, { operation: "update", resourceType: "user-group", resource: name, projectId: null, description, success: true }),
  ]);
}

/** With every role it gave. @throws DomainError NOT_FOUND */
export async function deleteGroup(ctx: Context, id: number): Promise<void> {
  await authorizeSystem(ctx, "user-group", "delete");
  const group = (await findGroup(ctx.store, { id })) ?? notFound();
  await ctx.commit([
    guardSystem(ctx.actor, "user-group", "delete"),
    ...remove(id),
    auditRow(ctx, { operation: "delete", resourceType: "user-group", resource: group.name, projectId: null, success: true }),
  ]);
}

function notFound(): never {
  throw new DomainError("NOT_FOUND", { message: "user group not found" });
}

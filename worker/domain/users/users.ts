import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { findUser, listUsers as list, removeUser, setSysadmin, updateUser, deleteSessionsOf, type UserRow } from "../../store/users.ts";
import { authorizePerson, authorizeSignedIn, authorizeSystem, refused } from "../access/authorize-system.ts";
import { guardSignedIn, guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { assertProfile, type Profile } from "./profile.ts";

/** The administrator that every site begins with cannot be lost. */
const firstAdministrator = 1;

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listUsers(ctx: Context, terms: readonly QueryTerm[], page: Page): Promise<Listing<UserRow>> {
  await authorizeSystem(ctx, "user", "list");
  return list(ctx.store, terms, page);
}

/** For whoever gives roles: everybody signed in may look a name up. @throws DomainError UNAUTHORIZED */
export async function searchUsers(ctx: Context, username: string, page: Page): Promise<Listing<UserRow>> {
  authorizeSignedIn(ctx);
  return list(ctx.store, [{ key: "username", value: { kind: "contains", value: username } }], page);
}

/** Anybody's by an administrator, else one's own. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getUser(ctx: Context, id: number): Promise<UserRow> {
  if (!isSelf(ctx, id)) await authorizeSystem(ctx, "user", "read");
  return (await findUser(ctx.store, { id })) ?? notFound();
}

/** @throws DomainError UNAUTHORIZED */
export async function currentUser(ctx: Context): Promise<UserRow> {
  const user = await findUser(ctx.store, { id: authorizePerson(ctx, "read").id });
  if (!user) throw new DomainError("UNAUTHORIZED");
  return user;
}

/** One's own, or anybody's by an administrator. What is not given stays. @throws DomainError BAD_REQUEST, NOT_FOUND, CONFLICT */
export async function updateProfile(ctx: Context, id: number, given: Partial<Profile>): Promise<void> {
  const isOwn = isSelf(ctx, id);
  if (!isOwn) await authorizeSystem(ctx, "user", "update");
  const user = (await findUser(ctx.store, { id })) ?? notFound();
  const profile = {
    email: given.email === undefined ? user.email : given.email || null,
    realname: given.realname ?? user.realname,
    comment: given.comment ?? user.comment,
  };
  assertProfile(profile);
  await ctx.commit([
    isOwn ? guardSignedIn(ctx.actor) : guardSystem(ctx.actor, "user", "update"),
    ...updateUser(id, profile),
    auditRow(ctx, { operation: "update", resourceType: "user", resource: user.username, projectId: null, success: true }),
  ]);
}

/** @throws DomainError FORBIDDEN also for the first administrator, NOT_FOUND */
export async function changeSysadmin(ctx: Context, id: number, sysadmin: boolean): Promise<void> {
  await authorizeSystem(ctx, "user", "update");
  const user = (await findUser(ctx.store, { id })) ?? notFound();
  if (id === firstAdministrator && !sysadmin) throw refused(ctx, "user", "update", "the first administrator stays one");
  // A robot that may edit users must not make administrators.
  if (ctx.actor.kind === "robot") throw refused(ctx, "user", "update");
  const description = sysadmin ? `make ${user.username} a system administrator` : `take system administration from ${user.username}`;
  await ctx.commit([
    guardSystem(ctx.actor, "user", "update"),
    ...setSysadmin(id, sysadmin),
    deleteSessionsOf(id),
    auditRow(ctx, { operation: "update", resourceType: "user", resource: user.username, projectId: null, description, success: true }),
  ]);
}

/** The account ends; what it owns stays. @throws DomainError FORBIDDEN for oneself and the first administrator, NOT_FOUND */
export async function deleteUser(ctx: Context, id: number): Promise<void> {
  await authorizeSystem(ctx, "user", "delete");
  const user = (await findUser(ctx.store, { id })) ?? notFound();
  if (id === firstAdministrator || isSelf(ctx, id)) throw refused(ctx, "user", "delete", "this user cannot be deleted");
  if (ctx.actor.kind === "robot" && (user.sysadmin === 1 || user.directoryAdmin === 1)) throw refused(ctx, "user", "delete");
  await ctx.commit([
    guardSystem(ctx.actor, "user", "delete"),
    ...removeUser(id),
    auditRow(ctx, { operation: "delete", resourceType: "user", resource: user.username, projectId: null, success: true }),
  ]);
}

function isSelf(ctx: Context, id: number): boolean {
  return ctx.actor.kind === "user" && ctx.actor.id === id;
}

function notFound(): never {
  throw new DomainError("NOT_FOUND", { message: "user not found" });
}

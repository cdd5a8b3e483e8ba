import { findPasswordHash, findUser, updatePassword } from "../../store/users.ts";
import { authorizePerson, refused } from "../access/authorize-system.ts";
import { guardSignedIn, guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashInTurn, verifyInTurn } from "./hashing.ts";
import { passwordProblem } from "./password-rule.ts";

/**
 * A new password: one's own with the old one, or anybody's by a system administrator.
 *
 * @throws DomainError FORBIDDEN also for a wrong old password, NOT_FOUND, BAD_REQUEST
 */
export async function changePassword(
  ctx: Context,
  change: { userId: number; oldPassword: string | null; newPassword: string },
): Promise<void> {
  const actor = authorizePerson(ctx, "update");
  const own = actor.id === change.userId;
  if (!own && !actor.sysadmin) throw refused(ctx, "user", "update");
  const [account, old] = [await findUser(ctx.store, { id: change.userId }), await findPasswordHash(ctx.store, change.userId)];
  if (!account || old === null) throw new DomainError("NOT_FOUND", { message: "user not found" });
  if (account.provider !== "local") throw refused(ctx, "user", "update", "the password of this account is changed in the directory");
  if (own && !(await verifyInTurn(change.oldPassword ?? "", old))) {
    throw refused(ctx, "user", "update", "the old password is not right");
  }
  const problem = passwordProblem(change.newPassword);
  if (problem) throw new DomainError("BAD_REQUEST", { message: problem });
  if (await verifyInTurn(change.newPassword, old)) {
    throw new DomainError("BAD_REQUEST", { message: "the new password must differ from the old one" });
  }
  await ctx.commit([
    own ? guardSignedIn(ctx.actor) : guardSystem(ctx.actor, "user", "update"),
    ...updatePassword(change.userId, { old, new: await hashInTurn(change.newPassword) }),
    auditRow(ctx, {
      operation: "update",
      resourceType: "user",
      resource: account.username,
      projectId: null,
      description: "change password",
      success: true,
    }),
  ]);
}

import { type AccountRow, findAccount } from "../../store/accounts.ts";
import { authorizeSignedIn } from "../access/authorize-project.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** The account of who asks. @throws DomainError UNAUTHORIZED */
export async function currentUser(ctx: Context): Promise<AccountRow> {
  const account = await findAccount(ctx.store, { id: authorizeSignedIn(ctx).id });
  if (!account) throw new DomainError("UNAUTHORIZED");
  return account;
}

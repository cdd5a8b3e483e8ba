import { listRoles as list, type RoleRow } from "../../store/roles.ts";
import type { Context } from "../context.ts";
import { authorizeSignedIn } from "./authorize-system.ts";

/** What members of projects can be, and what each of them may do there. @throws DomainError UNAUTHORIZED */
export async function listRoles(ctx: Context): Promise<readonly RoleRow[]> {
  authorizeSignedIn(ctx);
  return list(ctx.store);
}

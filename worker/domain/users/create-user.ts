import { insertUser, selectUserId } from "../../store/users.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { directoryName } from "../directory/account.ts";
import { DomainError } from "../errors.ts";
import { hashInTurn } from "./hashing.ts";
import { passwordProblem } from "./password-rule.ts";
import { assertProfile } from "./profile.ts";

export interface NewUser {
  readonly username: string;
  readonly email: string | null;
  readonly realname: string;
  readonly comment: string;
  readonly password: string;
}

/** Makes a local account; for system administrators. Returns its id. @throws DomainError BAD_REQUEST, CONFLICT */
export async function createUser(ctx: Context, user: NewUser): Promise<number> {
  await authorizeSystem(ctx, "user", "create");
  // Names stand in paths, headers and logs; a colon would end them in Basic authentication, and robots have a dollar.
  if (!/^[^,"~#%$:\s/\\]{1,255}$/.test(user.username)) throw new DomainError("BAD_REQUEST", { message: "username is not valid" });
  // What the directory's account is called where somebody here has its name: nobody else may seem to be it.
  if (directoryName(user.username.toLowerCase()) !== user.username.toLowerCase())
    throw new DomainError("BAD_REQUEST", { message: "username must not end with @ldap" });
  assertProfile(user);
  const problem = passwordProblem(user.password);
  if (problem) throw new DomainError("BAD_REQUEST", { message: `password: ${problem}` });
  const { password, ...account } = user;
  try {
    const answers = await ctx.commit([
      guardSystem(ctx.actor, "user", "create"),
      insertUser({ ...account, passwordHash: await hashInTurn(password) }),
      auditRow(ctx, { operation: "create", resourceType: "user", resource: user.username, projectId: null, success: true }),
      selectUserId(user.username),
    ]);
    return Number(answers.at(-1)?.[0]?.id);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("CONFLICT", { message: "the username or email is taken", cause: error });
  }
}

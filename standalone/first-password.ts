import { randomBytes } from "node:crypto";
import { passwordProblem } from "../worker/domain/users/password-rule.ts";
import { StartError } from "./start-error.ts";

/**
 * The administrator's password for the first start: given, or made here.
 *
 * @throws StartError when the given one breaks the rule.
 */
export function firstPassword(given: string | undefined): { readonly password: string; readonly made: boolean } {
  if (!given) return { password: makePassword(), made: true };
  const problem = passwordProblem(given);
  if (problem) throw new StartError(`ROADSTEAD_ADMIN_PASSWORD: ${problem}`);
  return { password: given, made: false };
}

/** 18 random bytes, with one of each kind of character that the rule wants. */
function makePassword(): string {
  return `${randomBytes(18).toString("base64url")}Aa1`;
}

import { randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { passwordProblem } from "../worker/domain/users/password-rule.ts";
import { StartError } from "./start-error.ts";

export interface FirstPassword {
  /** For the Worker, which makes the administrator at its first request. */
  readonly variables: Record<string, string>;
  /** Made here, to be printed once. */
  readonly printed: string | null;
  /** The administrator exists: later starts need none. */
  done(): void;
}

/**
 * The administrator's password at the first start on a folder: given, or made. Later it is the database's affair alone.
 *
 * @throws StartError when the given one breaks the rule.
 */
export function firstPassword(data: string, given: string | undefined): FirstPassword {
  const marker = join(data, "administrator-exists");
  if (existsSync(marker)) return { variables: {}, printed: null, done: () => undefined };
  const password = given || makePassword();
  const problem = passwordProblem(password);
  if (problem) throw new StartError(`ROADSTEAD_ADMIN_PASSWORD: ${problem}`);
  return {
    variables: { ROADSTEAD_ADMIN_PASSWORD: password, ROADSTEAD_ADMIN_PASSWORD_GENERATED: given ? "" : "1" },
    printed: given ? null : password,
    done: () => writeFileSync(marker, ""),
  };
}

/** 18 random bytes, with one of each kind of character that the rule wants. */
function makePassword(): string {
  return `${randomBytes(18).toString("base64url")}Aa1`;
}

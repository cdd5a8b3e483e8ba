import { createHash, randomBytes, randomInt } from "node:crypto";
import { DomainError } from "../errors.ts";
import { hashInTurn } from "../users/hashing.ts";
import { passwordProblem } from "../users/password-rule.ts";

export interface StoredSecret {
  readonly secretHash: string;
  readonly salt: string;
}

/** 32 letters and digits, which meet the rule for chosen ones. It is shown once; what is kept is a salted hash. */
export function generateSecret(): { secret: string; stored: StoredSecret } {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  let secret = "";
  while (passwordProblem(secret)) secret = Array.from({ length: 32 }, () => letters[randomInt(letters.length)]).join("");
  const salt = randomBytes(16).toString("hex");
  const hash = createHash("sha256").update(salt).update(secret).digest("hex");
  return { secret, stored: { secretHash: `sha256:${hash}`, salt } };
}

/** Somebody chose it, so it may be guessed: hashed like a password. @throws DomainError BAD_REQUEST */
export async function storeChosenSecret(secret: string): Promise<StoredSecret> {
  const problem = passwordProblem(secret);
  if (problem) throw new DomainError("BAD_REQUEST", { message: `secret: ${problem.replace("a password", "a secret")}` });
  return { secretHash: await hashInTurn(secret), salt: "" };
}

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/**
 * The key under which secrets are sealed: given, or made at the first start and kept for the owner's eyes only.
 *
 * @throws StartError when it is not the base64 form of 32 bytes.
 */
export function secretKey(data: string, given: string | undefined): string {
  const file = join(data, "secret-key");
  if (!given && !existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  const key = given || readFileSync(file, "utf8").trim();
  if (Buffer.from(key, "base64").length !== 32) throw new StartError(`${given ? "SECRET_KEY" : file} must be 32 bytes in base64`);
  return key;
}

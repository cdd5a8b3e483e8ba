import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The key under which secrets are sealed: given, or made at the first start and kept for the owner's eyes only. */
export function secretKey(data: string, given: string | undefined): string {
  if (given) return given;
  const file = join(data, "secret-key");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8").trim();
}

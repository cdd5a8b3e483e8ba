import { findAllowlist, setAllowlist, type AllowlistRow, siteAllowlist } from "../../store/cve-allowlists.ts";
import { authorizeSignedIn, authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** Vulnerabilities that are accepted until a time. */
export interface Allowlist {
  readonly cveIds: readonly string[];
  /** Seconds since 1970; null: for ever. */
  readonly expiresAt: number | null;
}

const idsMax = 5000;

/** Each id once. @throws DomainError BAD_REQUEST */
export function readAllowlist(given: Allowlist): Allowlist {
  const cveIds = [...new Set(given.cveIds.map((id) => id.trim()))];
  const wrong = cveIds.find((id) => !/^[A-Za-z0-9][A-Za-z0-9:._-]{0,127}$/.test(id));
  if (wrong !== undefined) throw new DomainError("BAD_REQUEST", { message: `items: ${JSON.stringify(wrong)} is no id of a vulnerability` });
  if (cveIds.length > idsMax) throw new DomainError("BAD_REQUEST", { message: `items must be at most ${idsMax}` });
  return { cveIds, expiresAt: given.expiresAt };
}

/** The site's own. @throws DomainError UNAUTHORIZED */
export async function getSystemAllowlist(ctx: Context): Promise<AllowlistRow | null> {
  authorizeSignedIn(ctx);
  return findAllowlist(ctx.store, siteAllowlist);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, BAD_REQUEST */
export async function setSystemAllowlist(ctx: Context, given: Allowlist): Promise<void> {
  await authorizeSystem(ctx, "configuration", "update");
  await ctx.commit([
    guardSystem(ctx.actor, "configuration", "update"),
    setAllowlist(siteAllowlist, readAllowlist(given)),
    auditRow(ctx, { operation: "update", resourceType: "configuration", resource: "CVE allowlist", projectId: null, success: true }),
  ]);
}

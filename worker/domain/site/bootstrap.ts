import { hashPassword } from "../../lib/password-hash.ts";
import { insertFirstProject, insertFirstUser } from "../../store/bootstrap.ts";
import type { Store } from "../../store/db.ts";
import { findSiteId, insertSite } from "../../store/site.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { passwordProblem } from "../users/password-rule.ts";

type Site = Omit<Context, "actor">;

/** Known once per isolate: a site's id never changes. */
const known = new WeakMap<Store, Promise<string>>();

/** Sets an empty database up: the administrator, the public project `library`, the site's id. At most one read per isolate. */
export async function ensureBootstrapped(site: Site): Promise<void> {
  await siteId(site);
}

/** The id that versions of tags carry. */
export async function siteId(site: Site): Promise<string> {
  const found = known.get(site.store) ?? findOrMake(site);
  known.set(site.store, found);
  try {
    return await found;
  } catch (error) {
    known.delete(site.store);
    throw error;
  }
}

async function findOrMake(site: Site): Promise<string> {
  const found = await findSiteId(site.store);
  if (found !== null) return found;
  const { password, generated } = site.settings.admin;
  const problem = password === null ? "ROADSTEAD_ADMIN_PASSWORD is not set" : passwordProblem(password);
  if (password === null || problem) {
    throw new DomainError("UNAVAILABLE", { message: `the site is not set up yet: ${problem}` });
  }
  const made = crypto.randomUUID().slice(0, 8);
  const system = { actor: { kind: "system" }, requestId: site.requestId } as const;
  try {
    await site.commit([
      insertSite(made),
      insertFirstUser({ passwordHash: await hashPassword(password), mustChange: generated }),
      ...insertFirstProject(),
      auditRow(system, { operation: "create", resourceType: "user", resource: "admin", projectId: null, success: true }),
      auditRow(system, { operation: "create", resourceType: "project", resource: "library", projectId: 1, success: true }),
    ]);
    return made;
  } catch (error) {
    // Another isolate's first request was faster.
    const theirs = await findSiteId(site.store);
    if (theirs === null) throw error;
    return theirs;
  }
}

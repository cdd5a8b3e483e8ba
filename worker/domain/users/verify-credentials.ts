import type { Buffer } from "node:buffer";
import { createHmac, randomBytes } from "node:crypto";
import { loginCounter } from "../../store/login-guard.ts";
import { findCredentialsAndStandings, type ProjectStanding, type UserCredentials } from "../../store/users.ts";
import { insertAudit } from "../../store/audit.ts";
import type { SignedInUser } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { tooManyRequests, verifyInTurn } from "./hashing.ts";

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Where the client is, for the guard. */
  readonly address: string;
}

type Site = Omit<Context, "actor">;

/**
 * Who the name and password belong to, with what it holds in the projects; null when they are wrong. The guard is asked before
 * anything is hashed; an unknown name costs what a wrong password costs.
 *
 * @throws DomainError TOO_MANY_REQUESTS with Retry-After.
 */
export async function verifyCredentials(
  site: Site,
  credentials: Credentials,
  projects: readonly string[],
): Promise<{ actor: SignedInUser; standings: readonly ProjectStanding[] } | null> {
  const account = credentials.username.toLowerCase().slice(0, 255);
  const { user, standings } = await findCredentialsAndStandings(site.store, account, projects);
  if (!(user && remembered(user, credentials.password)) && !(await guardedVerify(site, account, credentials, user))) return null;
  if (!user) return null;
  const actor: SignedInUser = { kind: "user", id: user.id, name: user.name, sysadmin: user.sysadmin === 1 };
  return { actor, standings };
}

async function guardedVerify(site: Site, account: string, credentials: Credentials, user: UserCredentials | null): Promise<boolean> {
  const counter = loginCounter(site.store, credentials.address);
  const { waitMs, failures } = await counter.check(account);
  if (waitMs > 0) throw tooManyRequests(waitMs);
  const right = await verifyInTurn(credentials.password, user?.passwordHash ?? null);
  if (!right) {
    await counter.failed(account);
    noteFailure(site, account);
    return false;
  }
  if (failures > 0) site.background(counter.cleared(account));
  if (user) remember(user, credentials.password);
  return true;
}

function noteFailure(site: Site, account: string): void {
  const row = insertAudit({
    actor: account,
    projectId: null,
    operation: "login",
    resourceType: "user",
    resource: account,
    description: "log-in failed",
    success: false,
    requestId: site.requestId,
  });
  site.background(site.commit([row]).catch((error: unknown) => site.log("warn", "a failed log-in was not recorded", { error })));
}

/**
 * Passwords that were right a moment ago, as a hash keyed with a secret of this isolate and bound to the stored hash: docker sends the
 * same one for every layer. A changed password or a disabled user is seen at once, since the user is read each time.
 */
const rememberedMs = 60_000;
// Random bytes may be had inside of a request only.
let isolateKey: Buffer | undefined;
const right = new Map<string, number>();

function remembered(user: UserCredentials, password: string): boolean {
  const untilMs = right.get(proof(user, password)) ?? 0;
  return untilMs > Date.now();
}

function remember(user: UserCredentials, password: string): void {
  if (right.size >= 1000) right.clear();
  right.set(proof(user, password), Date.now() + rememberedMs);
}

function proof(user: UserCredentials, password: string): string {
  isolateKey ??= randomBytes(32);
  return createHmac("sha256", isolateKey).update(`${user.id}\n${user.passwordHash}\n${password}`).digest("base64");
}

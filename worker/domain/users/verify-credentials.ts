import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { loginCounter } from "../../store/login-guard.ts";
import { findCredentials, type RobotCredentials, type Standings, type UserCredentials } from "../../store/standings.ts";
import { insertAudit } from "../../store/audit.ts";
import type { SignedInActor } from "../access/actor.ts";
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
): Promise<{ actor: SignedInActor; standings: Standings } | null> {
  const username = credentials.username.toLowerCase().slice(0, 512);
  const { account, standings } = await findCredentials(site.store, username, projects);
  if (account?.kind === "robot" && isGeneratedSecret(account, credentials.password)) return { actor: actorOf(account), standings };
  const isRight = account && remembered(account, credentials.password);
  if (!isRight && !(await guardedVerify(site, username, credentials, account))) return null;
  return account ? { actor: actorOf(account), standings } : null;
}

type Account = UserCredentials | RobotCredentials;

function actorOf(account: Account): SignedInActor {
  if (account.kind === "robot") return { kind: "robot", id: account.id, name: account.name };
  return { kind: "user", id: account.id, name: account.name, sysadmin: account.sysadmin === 1 };
}

/** A secret that was generated cannot be guessed, so a plain hash is enough and nobody's failures keep its robot out. */
function isGeneratedSecret(robot: RobotCredentials, secret: string): boolean {
  const [kind, hex = ""] = robot.secretHash.split(":");
  if (kind !== "sha256") return false;
  return timingSafeEqual(createHash("sha256").update(robot.salt).update(secret).digest(), Buffer.from(hex, "hex"));
}

async function guardedVerify(site: Site, account: string, credentials: Credentials, found: Account | null): Promise<boolean> {
  const counter = loginCounter(site.store, credentials.address);
  const { waitMs, failures } = await counter.check(account);
  if (waitMs > 0) throw tooManyRequests(waitMs);
  const hash = found?.secretHash.startsWith("scrypt") ? found.secretHash : null;
  const right = await verifyInTurn(credentials.password, hash);
  if (!right) {
    await counter.failed(account);
    noteFailure(site, account);
    return false;
  }
  if (failures > 0) site.background(counter.cleared(account));
  if (found) remember(found, credentials.password);
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

function remembered(user: Account, password: string): boolean {
  const untilMs = right.get(proof(user, password)) ?? 0;
  return untilMs > Date.now();
}

function remember(user: Account, password: string): void {
  if (right.size >= 1000) right.clear();
  right.set(proof(user, password), Date.now() + rememberedMs);
}

function proof(user: Account, password: string): string {
  isolateKey ??= randomBytes(32);
  return createHmac("sha256", isolateKey).update(`${user.kind}\n${user.id}\n${user.secretHash}\n${password}`).digest("base64");
}

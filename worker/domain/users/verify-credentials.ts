import { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import { insertAudit } from "../../store/audit.ts";
import type { DirectoryAccountRow } from "../../store/directory-accounts.ts";
import { loginCounter } from "../../store/login-guard.ts";
import { findCredentials, type RobotCredentials, type Standing, type Standings, type UserCredentials } from "../../store/standings.ts";
import type { SignedInActor } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { directoryName } from "../directory/account.ts";
import type { Confirmed } from "../directory/confirm.ts";
import { type Applicant, applicantOf, enter, enterAgain, type Entered } from "../directory/enter.ts";
import { DomainError } from "../errors.ts";
import { tooManyRequests, verifyInTurn } from "./hashing.ts";
import { isRemembered, remember } from "./remembered.ts";

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Where the client is, for the guard. */
  readonly address: string;
}

type Site = Omit<Context, "actor">;

export interface Verified {
  readonly actor: SignedInActor;
  readonly standings: Standings;
  /** Of a directory's account: what was read of it. */
  readonly directory?: Confirmed;
}

/**
 * Who the name and password belong to, with what it holds in the projects; null when they are wrong. An account of this site is asked
 * first, then the directory. The guard is asked before anything is hashed or sent; an unknown name costs what a wrong password costs.
 *
 * @throws DomainError TOO_MANY_REQUESTS with Retry-After; UNAVAILABLE when only the directory could know and cannot be asked.
 */
export async function verifyCredentials(site: Site, credentials: Credentials, projects: readonly string[]): Promise<Verified | null> {
  const username = credentials.username.toLowerCase().slice(0, 512);
  const found = await findCredentials(site.store, { username, directory: directoryName(username) }, projects);
  const { local } = found;
  const { password } = credentials;
  if (local?.account.kind === "robot" && isGeneratedSecret(local.account, password)) return verifiedLocal(local);
  if (local && isRemembered(provedOf(local.account), password)) return verifiedLocal(local);
  const applicant = applicantOf(site, username, password, found);
  const again = applicant && enterAgain(applicant);
  if (again) return verifiedByDirectory(again);
  return guarded(site, username, credentials, () => answer(site, { local, applicant, password, projects }));
}

type Account = UserCredentials | RobotCredentials;

interface Asked {
  readonly local: Standing<Account> | null;
  readonly applicant: Applicant | null;
  readonly password: string;
  readonly projects: readonly string[];
}

/** What was found out: somebody; nobody by these words; or nothing, since a directory could not be asked properly. */
type Answer = Verified | "wrong" | "unknown";

async function answer(site: Site, { local, applicant, password, projects }: Asked): Promise<Answer> {
  const hash = local?.account.secretHash.startsWith("scrypt") ? local.account.secretHash : null;
  if (local && (await verifyInTurn(password, hash))) {
    remember(provedOf(local.account), password);
    return verifiedLocal(local);
  }
  const entered = applicant ? await enterUnlessLocal(site, applicant, { hasLocal: local !== null, projects }) : "wrong";
  if (typeof entered === "object") return verifiedByDirectory(entered);
  if (local) return "wrong";
  // Nobody has the name: as much work as for a wrong password. When a directory fails, its people must not keep others from the processor.
  if (entered === "wrong") await verifyInTurn(password, null);
  return entered;
}

/** For a name that an account of this site has, that account's no is an answer, too. */
async function enterUnlessLocal(
  site: Site,
  applicant: Applicant,
  { hasLocal, projects }: { hasLocal: boolean; projects: readonly string[] },
): Promise<Entered> {
  try {
    return await enter(site, applicant, projects);
  } catch (error) {
    if (!hasLocal || !(error instanceof DomainError)) throw error;
    site.log("info", "the directory was not asked for a name of this site", { error });
    return "wrong";
  }
}

function verifiedLocal({ account, standings }: Standing<Account>): Verified {
  if (account.kind === "robot") return { actor: { kind: "robot", id: account.id, name: account.name }, standings };
  return { actor: { kind: "user", id: account.id, name: account.name, sysadmin: account.sysadmin === 1 }, standings };
}

function verifiedByDirectory({ account, standings }: Standing<DirectoryAccountRow>): Verified {
  const { userId, username, sysadmin, version, checkedAt } = account;
  return { actor: { kind: "user", id: userId, name: username, sysadmin: sysadmin === 1 }, standings, directory: { version, checkedAt } };
}

/** A secret that was generated cannot be guessed, so a plain hash is enough and nobody's failures keep its robot out. */
function isGeneratedSecret(robot: RobotCredentials, secret: string): boolean {
  const [kind, hex = ""] = robot.secretHash.split(":");
  if (kind !== "sha256") return false;
  return timingSafeEqual(createHash("sha256").update(robot.salt).update(secret).digest(), Buffer.from(hex, "hex"));
}

async function guarded(site: Site, account: string, credentials: Credentials, verify: () => Promise<Answer>): Promise<Verified | null> {
  const counter = loginCounter(site.store, credentials.address);
  const { waitMs, failures } = await counter.check(account);
  if (waitMs > 0) throw tooManyRequests(waitMs);
  const found = await verify();
  if (typeof found !== "object") {
    // That a directory fails says nothing of who asks.
    if (found === "wrong") await counter.failed(account);
    noteFailure(site, account);
    return null;
  }
  if (failures > 0) site.background(counter.cleared(account));
  return found;
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

function provedOf({ kind, id, secretHash }: Account) {
  return { kind, id, by: secretHash };
}

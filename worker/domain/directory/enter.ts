import { faults } from "../../../bridge/src/protocol/faults.ts";
import type { Person } from "../../../bridge/src/protocol/messages.ts";
import type { DirectoryAccountRow } from "../../store/directory-accounts.ts";
import { findDirectoryStanding, type FoundCredentials, type Standing } from "../../store/standings.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isRemembered, type Proved, remember, rememberedMs } from "../users/remembered.ts";
import { closeAccount, directoryName, isUsableName, settleAccount } from "./account.ts";
import { directoryDesk, type LoggedIn } from "./desk.ts";
import { type DirectoryConfiguration, directoryFrom, openValues } from "./settings.ts";

type Site = Omit<Context, "actor">;

/** Somebody who may be the directory's to judge. */
export interface Applicant {
  readonly directory: DirectoryConfiguration;
  /** What the directory is asked for. */
  readonly name: string;
  readonly password: string;
  readonly known: Standing<DirectoryAccountRow> | null;
}

/** Null where there is nothing to ask: the directory is off, the name belongs to a robot or fits nobody, or there is no password. */
export function applicantOf(site: Site, username: string, password: string, found: FoundCredentials): Applicant | null {
  const { configuration, bridges } = found.storedDirectory;
  const directory = directoryFrom(site, configuration, bridges);
  const name = directoryName(username);
  // A bind with an empty password is one as nobody, and succeeds (RFC 4513 §5.1.2); there are directories for which one ends at a NUL.
  const isSound = password !== "" && !password.includes("\0") && isUsableName(name) && found.local?.account.kind !== "robot";
  return directory.isOn && isSound ? { directory, name, password, known: found.directory } : null;
}

/** As far as this isolate remembers. */
export function enterAgain({ known, password }: Applicant): Standing<DirectoryAccountRow> | null {
  return known && isRemembered(provedOf(known.account), password) ? known : null;
}

/** `wrong`: the directory says no. `unknown`: something behind the bridge is at fault, which the caller does not learn. */
export type Entered = Standing<DirectoryAccountRow> | "wrong" | "unknown";

/**
 * Asks the directory.
 *
 * @throws DomainError UNAVAILABLE when nobody can be asked, TOO_MANY_REQUESTS with Retry-After when the name has failed too often, BUSY
 */
export async function enter(site: Site, applicant: Applicant, projects: readonly string[]): Promise<Entered> {
  const { directory, name, password, known } = applicant;
  const settings = await openValues(site, directory);
  const ask = { method: "login", settings, params: { name, password }, route: directory.route, timeoutMs: directory.timeoutMs } as const;
  const outcome = await directoryDesk(site.store).logIn(ask, directory.attemptsMax);
  if (outcome.kind === "in") return settled(site, applicant, outcome.person, { atMs: outcome.atMs, projects });
  if (outcome.kind === "refused" && outcome.why !== "password" && known) await closeAccount(site, known.account, outcome.why);
  return failed(site, applicant, outcome);
}

function failed(site: Site, { directory, name }: Applicant, outcome: Exclude<LoggedIn, { kind: "in" }>): "wrong" | "unknown" {
  if (outcome.kind === "locked") {
    const headers = { "Retry-After": String(Math.ceil(outcome.waitMs / 1000)) };
    throw new DomainError("TOO_MANY_REQUESTS", { message: "too many failed log-ins of this name; try again later", headers });
  }
  if (outcome.kind === "unavailable") throw unavailable(directory, outcome.reason);
  const why = outcome.kind === "fault" ? outcome.fault : outcome.why;
  const means = outcome.kind === "fault" ? `${faults[outcome.fault]} ${outcome.detail}`.trim() : "";
  site.log(outcome.kind === "fault" ? "warn" : "info", "the directory let nobody in", { name, why, means });
  if (outcome.kind === "fault" && outcome.fault === "bridge_busy") throw new DomainError("BUSY", { headers: { "Retry-After": "1" } });
  return outcome.kind === "fault" ? "unknown" : "wrong";
}

/** The answer names the directory; why nobody could be asked is for the log. */
export function unavailable(directory: DirectoryConfiguration, reason: string): DomainError {
  return new DomainError("UNAVAILABLE", {
    message: `the directory ${directory.name} cannot be asked now; accounts of this site go on`,
    headers: { "Retry-After": "5" },
    cause: reason,
  });
}

async function settled(
  site: Site,
  { known, name, password }: Applicant,
  person: Person,
  { atMs, projects }: { atMs: number; projects: readonly string[] },
): Promise<Entered> {
  if (!isUsableName(person.name)) {
    site.log("warn", "the directory let nobody in", { name: person.name, why: "name_unusable", means: faults.name_unusable });
    return "unknown";
  }
  // Directories find somebody by other spellings, too: the account goes by theirs.
  const theirs = person.name.toLowerCase();
  const before = theirs === name ? known : await findDirectoryStanding(site.store, theirs, projects);
  const standing = (await settleAccount(site, { person, atMs }, before?.account ?? null, projects)) ?? before;
  if (!standing) throw new DomainError("CONFLICT", { message: "the account was removed at this moment" });
  remember(provedOf(standing.account), password, atMs + rememberedMs);
  const account = { ...standing.account, checkedAt: Math.max(standing.account.checkedAt, atMs) };
  return { ...standing, account };
}

function provedOf(account: DirectoryAccountRow): Proved {
  // Whatever changed, it is asked again.
  return { kind: "directory", id: account.userId, by: `${account.version} ${account.dn}` };
}

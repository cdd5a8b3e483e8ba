import type { BridgeConfig } from "./config.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { groupsFoundMax } from "./ldap/search-groups.ts";
import { DirectoryFault, faults, type Fault } from "./protocol/faults.ts";
import type { Methods, Values } from "./protocol/messages.ts";
import { type DirectorySettings, parseDirectorySettings } from "./settings.ts";

/** Says one line of what was looked at. */
type Say = (isGood: boolean, words: string) => void;

/** Each of its own bounds is shorter. */
const checkMsMax = 300_000;

const steps = ["connect", "TLS", "bind", "search"] as const;
type Step = (typeof steps)[number];

/** The step that a fault speaks of; all before it went well. */
const stepOf: Partial<Record<Fault, Step>> = {
  unreachable: "connect",
  directory_timeout: "connect",
  untrusted_certificate: "TLS",
  tls_failed: "TLS",
  tls_required: "bind",
  search_refused: "bind",
};

/**
 * Tries everything that a log-in needs and says in plain words what works: the site, each address of the directory, TLS, the search
 * account, the base, and somebody's log-in.
 */
export async function check(config: BridgeConfig, person: { name: string; password: string } | null, say: Say): Promise<void> {
  await checkSite(config.siteUrl, say);
  let settings: DirectorySettings;
  try {
    settings = parseDirectorySettings(config.own);
  } catch (error) {
    const detail = error instanceof DirectoryFault ? error.detail : String(error);
    say(false, `directory: ${detail}; what is not in this file the site sends, and POST /api/v2.0/ldap/ping tries that`);
    return;
  }
  for (const url of settings.urls) await checkAddress({ ...config.own, ldap_urls: url }, { url, settings }, say);
  const directory = createDirectory(config.own);
  await checkGroups(directory, settings, say);
  if (person) await checkPerson(directory, person, say);
  await directory.close();
}

async function checkSite(url: URL, say: Say): Promise<void> {
  try {
    const answer = await fetch(new URL("/api/v2.0/ping", url), { signal: AbortSignal.timeout(10_000) });
    const isThere = answer.status === 200 && (await answer.text()) === "Pong";
    say(isThere, isThere ? `site: ${url.origin} answers` : `site: what answers at ${url.origin} is no such site (${answer.status})`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    say(false, `site: ${url.origin} does not answer: ${cause}`);
  }
}

async function checkAddress(own: Values, { url, settings }: { url: string; settings: DirectorySettings }, say: Say): Promise<void> {
  const directory = createDirectory(own);
  const answer = await directory.answer({ method: "ping", settings: {}, params: {}, timeoutMs: checkMsMax });
  await directory.close();
  const failedAt = answer.ok ? steps.length : steps.indexOf(stepOf[answer.fault] ?? "search");
  const isTls = url.startsWith("ldaps:") || settings.startTls;
  const words: Record<Step, string> = {
    connect: `connect: ${url}`,
    TLS: isTls
      ? `TLS: ${url.startsWith("ldaps:") ? "from the beginning" : "by StartTLS"}, certificate ${settings.verifyCertificate ? "verified" : "NOT verified"}`
      : "TLS: none; passwords go over the wire as they are",
    bind: settings.searchDn === "" ? "bind: as nobody (no ldap_search_dn)" : `bind: ${settings.searchDn}`,
    search: `search: ${settings.baseDn || "(no ldap_base_dn)"}`,
  };
  steps.slice(0, failedAt).forEach((step) => say(true, words[step]));
  const step = steps[failedAt];
  if (!answer.ok && step) say(false, `${words[step]}: ${faults[answer.fault]} [${answer.fault}] ${answer.detail}`);
}

async function checkGroups(directory: Directory, { groups }: DirectorySettings, say: Say): Promise<void> {
  const answer = await directory.answer({ method: "search_groups", settings: {}, params: { name: "", dn: "" }, timeoutMs: checkMsMax });
  if (!answer.ok) return say(false, `groups: ${groups.baseDn}: ${faults[answer.fault]} [${answer.fault}] ${answer.detail}`);
  const { groups: found } = answer.result as Methods["search_groups"]["result"];
  say(true, `groups: ${found.length}${found.length >= groupsFoundMax ? " or more" : ""} below ${groups.baseDn}`);
}

async function checkPerson(directory: Directory, params: { name: string; password: string }, say: Say): Promise<void> {
  const answer = await directory.answer({ method: "login", settings: {}, params, timeoutMs: checkMsMax });
  if (!answer.ok) return say(false, `log-in of ${params.name}: ${faults[answer.fault]} [${answer.fault}] ${answer.detail}`);
  const result = answer.result as Methods["login"]["result"];
  if ("refused" in result) {
    const why = { unknown: "no entry has this name", password: "the password is wrong", disabled: "the account is switched off" };
    return say(false, `log-in of ${params.name}: ${why[result.refused]}`);
  }
  const { dn, realname, email, groups, admin } = result.person;
  say(true, `log-in of ${params.name}: ${dn}, ${realname}, ${email || "no mail address"}${admin ? ", administrator" : ""}`);
  say(true, `groups of ${params.name}: ${groups.length === 0 ? "none" : groups.join("; ")}`);
}

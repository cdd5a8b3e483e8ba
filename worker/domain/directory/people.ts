import { type Fault, faults } from "../../../bridge/src/protocol/faults.ts";
import type { Group, Method, Methods, Person, Values } from "../../../bridge/src/protocol/messages.ts";
import { type DirectoryAccountRow, findDirectoryAccount } from "../../store/directory-accounts.ts";
import { findStoredDirectory } from "../../store/directory-configuration.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isUsableName, settleAccount } from "./account.ts";
import { type Asked, directoryDesk } from "./desk.ts";
import { unavailable } from "./enter.ts";
import { type DirectoryConfiguration, directoryFrom, openValues } from "./settings.ts";

/** Importing asks the directory once for each. */
const importMax = 200;

/** People whose name contains the text. @throws DomainError UNAUTHORIZED, FORBIDDEN, UNAVAILABLE, PRECONDITION naming the fault */
export async function searchPeople(ctx: Context, name: string): Promise<readonly Person[]> {
  await authorizeSystem(ctx, "ldap-user", "list");
  const { people } = await result(ctx, "search_people", { name: name.slice(0, 255) });
  return people;
}

/** Groups whose name contains the text, or the one with the DN. */
export async function searchDirectoryGroups(ctx: Context, wanted: { name: string; dn: string }): Promise<readonly Group[]> {
  await authorizeSystem(ctx, "ldap-user", "list");
  const { groups } = await result(ctx, "search_groups", { name: wanted.name.slice(0, 255), dn: wanted.dn.slice(0, 2000) });
  return groups;
}

/** Whether the directory has the group, as far as there is one to ask. @throws DomainError UNAVAILABLE, PRECONDITION naming the fault */
export async function assertDirectoryGroup(ctx: Context, dn: string): Promise<void> {
  if (!(await current(ctx)).isOn) return;
  const { groups } = await result(ctx, "search_groups", { name: "", dn });
  if (groups.length === 0) throw new DomainError("BAD_REQUEST", { message: `LDAP Group DN is not found: DN:${dn}` });
}

/** Makes accounts of people who have not logged in yet, so that they can be given roles. Returns those that failed, and why. */
export async function importPeople(ctx: Context, names: readonly string[]): Promise<{ name: string; error: string }[]> {
  await authorizeSystem(ctx, "ldap-user", "create");
  if (names.length > importMax) throw new DomainError("BAD_REQUEST", { message: `at most ${importMax} names at once` });
  const description = `import from the directory: ${names.join(", ")}`.slice(0, 1000);
  const happening = {
    operation: "create",
    resourceType: "ldap-user",
    resource: String(names.length),
    projectId: null,
    description,
    success: true,
  };
  await ctx.commit([guardSystem(ctx.actor, "ldap-user", "create"), auditRow(ctx, happening)]);
  const failed: { name: string; error: string }[] = [];
  for (const name of new Set(names)) {
    const error = await importOne(ctx, name);
    if (error !== null) failed.push({ name, error });
  }
  return failed;
}

/** The account of somebody of the directory, made when there is none yet; null when the directory has nobody of the name, or is not on. */
export async function onboardPerson(ctx: Context, name: string): Promise<DirectoryAccountRow | null> {
  if (!(await current(ctx)).isOn) return null;
  const error = await importOne(ctx, name);
  return error === null ? findDirectoryAccount(ctx.store, name.toLowerCase()) : null;
}

async function importOne(ctx: Context, name: string): Promise<string | null> {
  if (!isUsableName(name)) return faults.name_unusable;
  const atMs = ctx.now();
  const directory = await current(ctx);
  const asked = await ask(ctx, directory, "lookup", { name });
  // Of this one alone, as the others are not.
  if (asked.kind === "fault" && asked.fault === "name_ambiguous") return faults.name_ambiguous;
  const found = resultOf(directory, asked);
  if ("refused" in found) return found.refused === "unknown" ? "unknown user" : "the account is switched off";
  if (!isUsableName(found.person.name)) return faults.name_unusable;
  const before = await findDirectoryAccount(ctx.store, found.person.name.toLowerCase());
  try {
    await settleAccount(ctx, { person: found.person, atMs }, before);
    return null;
  } catch (error) {
    if (error instanceof DomainError && error.code === "CONFLICT") return "the username is taken";
    throw error;
  }
}

export interface Ping {
  readonly success: boolean;
  readonly message: string;
}

/**
 * Whether the directory can be asked, with the configuration as it is or another that is being tried. The stored search password goes only
 * to where it is used now.
 */
export async function pingDirectory(ctx: Context, given: Values): Promise<Ping> {
  await authorizeSystem(ctx, "configuration", "read");
  const directory = await current(ctx);
  const asksElsewhere = ["ldap_url", "ldap_search_dn", "ldap_verify_cert", "ldap_start_tls", "ldap_ca_certificate"].some(
    (key) => given[key] !== undefined && given[key] !== directory.values[key],
  );
  const known = asksElsewhere ? directory.values : await openValues(ctx, directory);
  const settings = { ...known, ...given };
  const { route, timeoutMs } = directory;
  const asked = await directoryDesk(ctx.store).ask({ method: "ping", settings, params: {}, route, timeoutMs });
  if (asked.kind === "result") return { success: true, message: asked.result.server };
  return { success: false, message: asked.kind === "fault" ? words(asked.fault, asked.detail) : asked.reason };
}

async function result<M extends Method>(ctx: Context, method: M, params: Methods[M]["params"]): Promise<Methods[M]["result"]> {
  const directory = await current(ctx);
  return resultOf(directory, await ask(ctx, directory, method, params));
}

async function ask<M extends Method>(
  ctx: Context,
  directory: DirectoryConfiguration,
  method: M,
  params: Methods[M]["params"],
): Promise<Asked<M>> {
  const settings = await openValues(ctx, directory);
  const { route, timeoutMs } = directory;
  return directoryDesk(ctx.store).ask({ method, settings, params, route, timeoutMs });
}

/** @throws DomainError UNAVAILABLE, PRECONDITION naming the fault */
function resultOf<M extends Method>(directory: DirectoryConfiguration, asked: Asked<M>): Methods[M]["result"] {
  if (asked.kind === "result") return asked.result;
  if (asked.kind === "unavailable") throw unavailable(directory, asked.reason);
  throw new DomainError("PRECONDITION", { message: words(asked.fault, asked.detail) });
}

async function current(ctx: Context): Promise<DirectoryConfiguration> {
  const { configuration, bridges } = await findStoredDirectory(ctx.store);
  return directoryFrom(ctx, configuration, bridges);
}

function words(fault: Fault, detail: string): string {
  return `${fault}: ${faults[fault]}${detail === "" ? "" : ` (${detail})`}`;
}

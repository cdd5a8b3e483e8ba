import { faults } from "../../../bridge/src/protocol/faults.ts";
import { type DirectoryAccountRow, findDirectoryAccountOf } from "../../store/directory-accounts.ts";
import { findStoredDirectory } from "../../store/directory-configuration.ts";
import type { Context } from "../context.ts";
import { closeAccount, settleAccount } from "./account.ts";
import { directoryDesk } from "./desk.ts";
import { unavailable } from "./enter.ts";
import { directoryFrom, openValues } from "./settings.ts";

type Site = Omit<Context, "actor">;

/**
 * What the directory says now of somebody who has a session; null when he is not let in any more, and his sessions have ended.
 *
 * @throws DomainError UNAVAILABLE when nobody can be asked: a session that cannot be confirmed is not believed
 */
export async function refreshAccount(site: Site, userId: number): Promise<DirectoryAccountRow | null> {
  const [account, stored] = await Promise.all([findDirectoryAccountOf(site.store, userId), findStoredDirectory(site.store)]);
  if (!account) return null;
  const directory = directoryFrom(site, stored.configuration, stored.bridges);
  if (!directory.isOn) return closed(site, account, "log-in by it is switched off");
  const settings = await openValues(site, directory);
  const ask = {
    method: "lookup",
    settings,
    params: { name: account.name },
    route: directory.route,
    timeoutMs: directory.timeoutMs,
  } as const;
  const asked = await directoryDesk(site.store).ask(ask);
  if (asked.kind === "unavailable") throw unavailable(directory, asked.reason);
  if (asked.kind === "fault") {
    const means = `${faults[asked.fault]} ${asked.detail}`.trim();
    site.log("warn", "a session was not confirmed by the directory", { name: account.username, why: asked.fault, means });
    return null;
  }
  if ("refused" in asked.result) return closed(site, account, asked.result.refused);
  return (await settleAccount(site, asked.result.person, account))?.account ?? account;
}

async function closed(site: Site, account: DirectoryAccountRow, why: string): Promise<null> {
  await closeAccount(site, account, why);
  return null;
}

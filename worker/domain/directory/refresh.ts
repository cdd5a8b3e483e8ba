import { faults } from "../../../bridge/src/protocol/faults.ts";
import { comparableDn } from "../../../bridge/src/protocol/dn.ts";
import { type DirectoryAccountRow, findDirectoryAccountOf } from "../../store/directory-accounts.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { closeAccount, settleAccount } from "./account.ts";
import { directoryDesk } from "./desk.ts";
import { unavailable } from "./enter.ts";
import { directoryFrom, openValues } from "./settings.ts";

type Site = Omit<Context, "actor">;

/** `gone`: the directory does not let him in, or what it says is about somebody else. `unknown`: something behind the bridge is at fault. */
type Refreshed = DirectoryAccountRow | "gone" | "unknown";

/**
 * What the directory says now of somebody who was let in before. When he is not let in any more, his sessions have ended, and tokens are void.
 *
 * @param options.believedMs a word of the directory that is not older is believed
 * @throws DomainError UNAVAILABLE when nobody can be asked: what cannot be confirmed is not believed; BUSY when too much is being asked
 */
export async function refreshAccount(site: Site, userId: number, options: { believedMs: number }): Promise<Refreshed> {
  const { account, stored } = await findDirectoryAccountOf(site.store, userId);
  if (!account) return "gone";
  if (account.checkedAt >= site.now() - options.believedMs) return account;
  const directory = directoryFrom(site, stored.configuration, stored.bridges);
  if (!directory.isOn) return closed(site, account, "log-in by it is switched off");
  const settings = await openValues(site, directory);
  const atMs = site.now();
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
    site.log("warn", "an account was not confirmed by the directory", { name: account.username, why: asked.fault, means });
    if (asked.fault === "bridge_busy") throw new DomainError("BUSY", { headers: { "Retry-After": "1" } });
    return "unknown";
  }
  if ("refused" in asked.result) return closed(site, account, asked.result.refused);
  const { person } = asked.result;
  // Another spelling that the directory takes for this name, now that nobody has it.
  if (person.name.toLowerCase() !== account.name) return closed(site, account, "the name is another one now");
  const settled = await settleAccount(site, { person, atMs }, account);
  // It may be the next one who has the name: whoever it is logs in.
  if (comparableDn(person.dn) !== comparableDn(account.dn)) return "gone";
  return { ...(settled?.account ?? account), checkedAt: atMs };
}

async function closed(site: Site, account: DirectoryAccountRow, why: string): Promise<"gone"> {
  await closeAccount(site, account, why);
  return "gone";
}

import { PresenceFilter } from "ldapts";
import { searchEntries, valuesOf } from "./ldap/entry.ts";
import { faultOf } from "./ldap/fault-of.ts";
import { logIn, lookUp, searchPeople } from "./ldap/people.ts";
import { Pool } from "./ldap/pool.ts";
import { searchGroups } from "./ldap/search-groups.ts";
import { DirectoryFault } from "./protocol/faults.ts";
import { type Answer, isMethod, messageBytesMax, type Method, type Methods, type Values } from "./protocol/messages.ts";
import { parseDirectorySettings } from "./settings.ts";

interface DirectoryRequest {
  readonly method: string;
  readonly settings: Values;
  readonly params: Readonly<Record<string, unknown>>;
  /** Nobody waits for the answer any longer. */
  readonly timeoutMs: number;
}

/** Answers requests about directories, over a bridge's connection or called by a standalone server. */
export interface Directory {
  answer(request: DirectoryRequest): Promise<Answer>;
  close(): Promise<void>;
}

interface Known {
  readonly pool: Pool;
  isActiveDirectory?: Promise<boolean>;
}

/** Configurations that are in use at once: the real one, and those that somebody tries out. */
const poolsMax = 4;
const activeDirectory = "1.2.840.113556.1.4.800";

/** @param own what the bridge's own file and environment say; it wins over what the site sends */
export function createDirectory(own: Values = {}): Directory {
  const pools = new Map<string, Known>();

  const known = (settings: Values): Known => {
    const values = { ...settings, ...own };
    const key = JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const found = pools.get(key) ?? { pool: new Pool(parseDirectorySettings(values)) };
    // The one that was used last is at the end.
    pools.delete(key);
    pools.set(key, found);
    for (const [oldest, { pool }] of pools) {
      if (pools.size <= poolsMax) break;
      pools.delete(oldest);
      void pool.close();
    }
    return found;
  };

  return {
    async answer({ method, settings, params, timeoutMs }) {
      const untilMs = Date.now() + timeoutMs;
      try {
        if (!isMethod(method)) throw new DirectoryFault("request_unknown", method);
        const result = await run(method, known(settings), { params, untilMs });
        if (JSON.stringify(result).length > messageBytesMax / 2) throw new DirectoryFault("answer_too_large");
        return { ok: true, result };
      } catch (error) {
        const { fault, detail } = faultOf(error);
        return { ok: false, fault, detail };
      }
    },
    async close() {
      await Promise.all([...pools.values()].map(({ pool }) => pool.close()));
    },
  };
}

async function run(
  method: Method,
  known: Known,
  { params, untilMs }: { params: DirectoryRequest["params"]; untilMs: number },
): Promise<Methods[Method]["result"]> {
  const { pool } = known;
  const text = (name: string) => (typeof params[name] === "string" ? params[name] : "");
  switch (method) {
    case "login":
      return logIn(pool, await isActiveDirectory(known), { name: text("name"), password: text("password"), untilMs });
    case "lookup":
      return lookUp(pool, await isActiveDirectory(known), text("name"));
    case "search_people":
      return { people: await searchPeople(pool, text("name")) };
    case "search_groups":
      return { groups: await searchGroups(pool, { name: text("name"), dn: text("dn") }) };
    case "ping":
      return { server: await ping(known) };
  }
}

/** The search account works and the base is there. */
async function ping(known: Known): Promise<string> {
  const { settings } = known.pool;
  const filter = new PresenceFilter({ attribute: "objectClass" });
  const url = await known.pool.search(async (connection) => {
    if (settings.baseDn !== "")
      await searchEntries(connection, { base: settings.baseDn, scope: "base", filter, attributes: ["1.1"], limit: 1 });
    return connection.url;
  });
  return `${url}${(await isActiveDirectory(known)) ? " (Active Directory)" : ""}`;
}

/** From what the server says of itself (RFC 4512 §5.1), asked once. */
async function isActiveDirectory(known: Known): Promise<boolean> {
  known.isActiveDirectory ??= known.pool.search(async (connection) => {
    const filter = new PresenceFilter({ attribute: "objectClass" });
    const [root] = await searchEntries(connection, { base: "", scope: "base", filter, attributes: ["supportedCapabilities"], limit: 1 });
    return root !== undefined && valuesOf(root, "supportedCapabilities").includes(activeDirectory);
  });
  try {
    return await known.isActiveDirectory;
  } catch (error) {
    delete known.isActiveDirectory;
    throw error;
  }
}

import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { Client, InvalidCredentialsError } from "ldapts";
import { DirectoryFault } from "../protocol/faults.ts";
import type { DirectorySettings } from "../settings.ts";
import { faultOf, isLost, tlsOptions } from "./fault-of.ts";

/** A connection that one request has for itself. */
export interface Connection {
  readonly client: Client;
  readonly url: string;
  /** Who it is bound as: the search account, or somebody whose password was tried. */
  boundAs: "search" | "other";
}

interface Waiting {
  readonly take: (connection: Connection | null) => void;
  readonly fail: (error: Error) => void;
}

const waitingMax = 1000;
const idleMs = 60_000;

/**
 * So many connections to a directory and no more: each is lent to one request, and bound anew when the next one needs to be somebody
 * else. Never lent out unless its bind still stands, since a connection that was lost and made again by itself would be nobody's.
 */
export class Pool {
  readonly settings: DirectorySettings;
  #idle: { readonly connection: Connection; readonly sinceMs: number }[] = [];
  #open = 0;
  #waiting: Waiting[] = [];
  #firstUrl = 0;
  #isClosed = false;
  readonly #sweeper: NodeJS.Timeout;

  constructor(settings: DirectorySettings) {
    this.settings = settings;
    this.#sweeper = setInterval(() => this.#sweep(), idleMs / 2).unref();
  }

  /** Lends a connection that is bound as the search account. */
  async search<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#use("search", async (connection) => {
      if (connection.boundAs !== "search") await bindSearch(connection, this.settings);
      return work(connection);
    });
  }

  /** Whether the directory takes the password. Afterwards the connection is not the search account's. */
  async tryPassword(dn: string, password: string): Promise<{ refusedAs: string } | null> {
    return this.#use("other", async (connection) => {
      connection.boundAs = "other";
      try {
        await connection.client.bind(dn, password);
        return null;
      } catch (error) {
        if (error instanceof InvalidCredentialsError) return { refusedAs: error.message };
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    for (const { fail } of this.#waiting.splice(0)) fail(new DirectoryFault("unreachable", "the bridge ends"));
    await Promise.all(this.#idle.splice(0).map(({ connection }) => this.#end(connection)));
  }

  async #use<T>(as: Connection["boundAs"], work: (connection: Connection) => Promise<T>): Promise<T> {
    const { connection, isNew } = await this.#take(as);
    try {
      const result = await work(connection);
      this.#giveBack(connection);
      return result;
    } catch (error) {
      // An idle connection that the directory had closed proves nothing; a new one decides.
      if (isLost(error) && !isNew) return this.#again(connection, work);
      this.#giveBack(connection);
      throw faultOf(error);
    }
  }

  /** In the place of one that was lost. */
  async #again<T>(lost: Connection, work: (connection: Connection) => Promise<T>): Promise<T> {
    await lost.client.unbind().catch(() => undefined);
    const connection = await this.#connect();
    try {
      return await work(connection);
    } catch (error) {
      throw faultOf(error);
    } finally {
      this.#giveBack(connection);
    }
  }

  async #take(as: Connection["boundAs"]): Promise<{ connection: Connection; isNew: boolean }> {
    for (;;) {
      const preferred = this.#idle.findLastIndex(({ connection }) => connection.boundAs === as);
      const [found] = this.#idle.splice(preferred >= 0 ? preferred : this.#idle.length - 1, 1);
      if (!found) break;
      if (found.connection.client.isConnected) return { connection: found.connection, isNew: false };
      await this.#end(found.connection);
    }
    if (this.#open >= this.settings.poolSize) {
      const given = await this.#wait();
      if (given) return { connection: given, isNew: false };
    } else this.#open += 1;
    return { connection: await this.#connect(), isNew: true };
  }

  /** A connection that somebody gave back, or null: the right to open one. */
  #wait(): Promise<Connection | null> {
    if (this.#waiting.length >= waitingMax) throw new DirectoryFault("bridge_busy");
    return new Promise((take, fail) => {
      const waiting: Waiting = {
        take: (connection) => (clearTimeout(timer), take(connection)),
        fail: (error) => (clearTimeout(timer), fail(error)),
      };
      // The site waits no longer for all of a request.
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        fail(new DirectoryFault("bridge_busy", "no connection became free"));
      }, 2 * this.settings.timeoutMs);
      this.#waiting.push(waiting);
    });
  }

  #giveBack(connection: Connection): void {
    if (this.#isClosed || !connection.client.isConnected) return void this.#end(connection);
    const next = this.#waiting.shift();
    if (next) next.take(connection);
    else this.#idle.push({ connection, sinceMs: Date.now() });
  }

  async #end(connection: Connection): Promise<void> {
    await connection.client.unbind().catch(() => undefined);
    this.#closed();
  }

  #closed(): void {
    const next = this.#waiting.shift();
    if (next) next.take(null);
    else this.#open -= 1;
  }

  #sweep(): void {
    const beforeMs = Date.now() - idleMs;
    const old = this.#idle.filter(({ sinceMs }) => sinceMs < beforeMs);
    this.#idle = this.#idle.filter(({ sinceMs }) => sinceMs >= beforeMs);
    for (const { connection } of old) void this.#end(connection);
  }

  /** Bound as the search account, at the first address that answers. The right to it was counted; a failure gives it back. */
  async #connect(): Promise<Connection> {
    const { urls } = this.settings;
    let failure: DirectoryFault | null = null;
    for (let step = 0; step < urls.length; step += 1) {
      const index = (this.#firstUrl + step) % urls.length;
      try {
        const connection = await open(urls[index] ?? "", this.settings);
        this.#firstUrl = index;
        return connection;
      } catch (error) {
        failure = faultOf(error);
        // Another server would say the same.
        if (failure.fault === "search_refused") break;
      }
    }
    this.#closed();
    throw failure ?? new DirectoryFault("misconfigured", "ldap_url is not set");
  }
}

/** @throws DirectoryFault */
async function open(url: string, settings: DirectorySettings): Promise<Connection> {
  const { startTls, timeoutMs } = settings;
  const tls = tlsOptions(url, { verify: settings.verifyCertificate, ca: settings.ca });
  const isTls = url.startsWith("ldaps:");
  const bounds = { url, timeout: timeoutMs, connectTimeout: timeoutMs };
  const client = new Client(
    isTls ? { ...bounds, tlsOptions: tls, createSecureConnection: once(connectTls) } : { ...bounds, createConnection: once(connect) },
  );
  const connection: Connection = { client, url, boundAs: "other" };
  try {
    if (startTls && !isTls) await client.startTLS(tls);
    await bindSearch(connection, settings);
    return connection;
  } catch (error) {
    await client.unbind().catch(() => undefined);
    throw faultOf(error);
  }
}

/**
 * The library connects anew by itself when a connection is gone: as nobody, and without the TLS that was begun on it. This one never
 * does; the pool makes another.
 */
function once<Connect extends typeof connect | typeof connectTls>(make: Connect): Connect {
  let isMade = false;
  const makeOnce = (...args: unknown[]): unknown => {
    if (isMade) throw new Error("Connection closed before it was used again");
    isMade = true;
    return Reflect.apply(make, undefined, args);
  };
  // Both have a handful of signatures, of which it is the same one.
  return makeOnce as unknown as Connect;
}

/** Without a search account the directory is searched by nobody, which many allow. */
async function bindSearch(connection: Connection, { searchDn, searchPassword }: DirectorySettings): Promise<void> {
  // A name without a password is "unauthenticated" (RFC 4513 §5.1.2): it would succeed and find nothing.
  if (searchDn !== "" && searchPassword === "") throw new DirectoryFault("search_refused", "ldap_search_password is empty");
  connection.boundAs = "other";
  try {
    await connection.client.bind(searchDn, searchPassword);
  } catch (error) {
    if (error instanceof InvalidCredentialsError) throw new DirectoryFault("search_refused", error.message, { cause: error });
    throw error;
  }
  connection.boundAs = "search";
}

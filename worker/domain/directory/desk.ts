import type { Fault } from "../../../bridge/src/protocol/faults.ts";
import type { Method, Methods, Person, Refusal, Values } from "../../../bridge/src/protocol/messages.ts";
import { directoryStub } from "../../store/directory/stub.ts";
import type { Store } from "../../store/db.ts";

/** How a request gets to the directory. */
export type Route =
  /** Through any of these bridges. */
  | { readonly by: "bridge"; readonly allowed: readonly number[] }
  /** From the machine of a standalone server. */
  | { readonly by: "host" };

export interface DirectoryAsk<M extends Method = Method> {
  readonly method: M;
  readonly settings: Values;
  readonly params: Methods[M]["params"];
  readonly route: Route;
  readonly timeoutMs: number;
}

type Failed =
  | { readonly kind: "fault"; readonly fault: Fault; readonly detail: string }
  /** There is nobody to ask. */
  | { readonly kind: "unavailable"; readonly reason: string };

export type Asked<M extends Method = Method> = { readonly kind: "result"; readonly result: Methods[M]["result"] } | Failed;

export type LoggedIn =
  /** `atMs`: when the directory said so. */
  | { readonly kind: "in"; readonly person: Person; readonly atMs: number }
  | { readonly kind: "refused"; readonly why: Refusal }
  /** The name has failed too often: the directory was not asked, lest it lock the account. */
  | { readonly kind: "locked"; readonly waitMs: number }
  | Failed;

export interface ConnectedBridge {
  readonly bridgeId: number;
  readonly software: string;
  readonly sinceMs: number;
}

/** What the site asks of its directory's Durable Object; each method is one call. */
export interface DirectoryDesk {
  logIn(ask: DirectoryAsk<"login">, attemptsMax: number): Promise<LoggedIn>;
  ask<M extends Method>(ask: DirectoryAsk<M>): Promise<Asked<M>>;
  drop(bridgeId: number): Promise<void>;
  status(): Promise<{ connected: readonly ConnectedBridge[] }>;
}

/** An object that is being moved or made anew fails its callers: then nobody can be asked. */
export function directoryDesk(store: Store): DirectoryDesk {
  const desk = directoryStub<DirectoryDesk>(store);
  const failed = (error: unknown): Failed => ({ kind: "unavailable", reason: error instanceof Error ? error.message : String(error) });
  return {
    logIn: (ask, attemptsMax) => desk.logIn(ask, attemptsMax).catch(failed),
    ask: (ask) => desk.ask(ask).catch(failed),
    drop: (bridgeId) => desk.drop(bridgeId),
    status: () => desk.status(),
  };
}

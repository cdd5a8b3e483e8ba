/** The door to D1. Everything else in `store/` builds `Sql`; only this file sends it. */
import type { Bindings } from "./bindings.ts";
import { CommitUnknown, ConstraintBroken, GuardBroken, isGuardName } from "./failures.ts";
import type { Sql } from "./sql.ts";

const bindingsKey = Symbol("bindings");

/** Handle on the site's bindings, opaque outside `store/`. */
export interface Store {
  readonly [bindingsKey]: Bindings;
}

export function openStore(bindings: Bindings): Store {
  return { [bindingsKey]: bindings };
}

/** For files of `store/` only; the architecture test keeps it there. */
export function bindingsOf(store: Store): Bindings {
  return store[bindingsKey];
}

export type Freshness = "primary" | "nearest";

/** Rows of one SELECT: one round trip. `nearest` may lag behind; a miss there must be asked of the primary. */
export async function rows<Row>(store: Store, query: Sql, freshness: Freshness = "primary"): Promise<Row[]> {
  const { results } = await prepare(source(store, freshness), query).all<Row>();
  return results;
}

export async function firstRow<Row>(store: Store, query: Sql, freshness: Freshness = "primary"): Promise<Row | null> {
  return (await rows<Row>(store, query, freshness))[0] ?? null;
}

/** Several SELECTs in one round trip, seen at one moment. */
export async function rowsOfEach(store: Store, queries: readonly Sql[]): Promise<Record<string, unknown>[][]> {
  const db = bindingsOf(store).DB;
  const answers = await db.batch<Record<string, unknown>>(queries.map((query) => prepare(db, query)));
  return answers.map((answer) => answer.results);
}

/**
 * Runs the statements as one transaction and returns the rows of each.
 *
 * @throws GuardBroken, ConstraintBroken: refused, nothing is written.
 * @throws CommitUnknown: whether it was written is not known; nothing may be deleted because of it.
 */
export async function commitBatch(store: Store, statements: readonly Sql[]): Promise<Record<string, unknown>[][]> {
  const db = bindingsOf(store).DB;
  try {
    const answers = await db.batch<Record<string, unknown>>(statements.map((statement) => prepare(db, statement)));
    return answers.map((answer) => answer.results);
  } catch (error) {
    throw commitFailure(error);
  }
}

function source(store: Store, freshness: Freshness): Pick<D1Database, "prepare"> {
  const db = bindingsOf(store).DB;
  return freshness === "nearest" ? db.withSession("first-unconstrained") : db;
}

function prepare(db: Pick<D1Database, "prepare">, query: Sql): D1PreparedStatement {
  return db.prepare(query.text).bind(...query.params);
}

function commitFailure(error: unknown): Error {
  const text = error instanceof Error ? error.message : String(error);
  const check = /CHECK constraint failed: (\w+)/.exec(text)?.[1];
  if (check !== undefined && isGuardName(check)) return new GuardBroken(check, { cause: error });
  const constraint = /(UNIQUE|FOREIGN KEY|CHECK|NOT NULL) constraint failed(?:: ([\w., ]+))?/.exec(text);
  if (constraint) return new ConstraintBroken(constraint[1] ?? "", constraint[2] ?? "", { cause: error });
  return new CommitUnknown({ cause: error });
}

/** The value of an expression that is a number now, on the primary. */
export async function numberOf(store: Store, expression: Sql): Promise<number> {
  const found = await firstRow<{ value: number }>(store, { text: `select (${expression.text}) as value`, params: expression.params });
  return found?.value ?? 0;
}

/** Whether a condition holds now, on the primary. */
export async function isTrue(store: Store, condition: Sql): Promise<boolean> {
  const query = { text: `select (${condition.text}) as holds`, params: condition.params };
  return (await firstRow<{ holds: number }>(store, query))?.holds === 1;
}

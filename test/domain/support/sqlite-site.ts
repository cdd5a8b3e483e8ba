/**
 * D1, R2 and a coordinator's storage as small stand-ins over node:sqlite, for tests that need a clock of their own and thousands of
 * interleavings. The SQL is the real one on the real schema; tests in workerd use the real services.
 */
import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Bindings } from "../../../worker/store/bindings.ts";
import { CoordinatorRecords } from "../../../worker/store/coordinator/records.ts";
import { openStore, type Store } from "../../../worker/store/db.ts";

export interface SqliteSite {
  readonly store: Store;
  readonly objects: Map<string, string>;
  readonly records: CoordinatorRecords;
  clockMs: number;
  query<Row>(text: string, ...params: SQLInputValue[]): Row[];
}

/** An empty database with the real schema. Migrations run once; the others are copies of what they made. */
export function migratedDatabase(): DatabaseSync {
  migrated ??= migrate();
  const database = new DatabaseSync(":memory:");
  database.deserialize(migrated);
  database.exec("pragma foreign_keys = on");
  return database;
}

let migrated: Uint8Array | undefined;

function migrate(): Uint8Array {
  const database = new DatabaseSync(":memory:");
  database.exec("pragma foreign_keys = on");
  for (const file of readdirSync("migrations")
    .filter((name) => name.endsWith(".sql"))
    .toSorted()) {
    database.exec(readFileSync(`migrations/${file}`, "utf8"));
  }
  return database.serialize();
}

const prepared = new WeakMap<DatabaseSync, Map<string, StatementSync>>();
const preparedMax = 2000;

/** Thousands of orders run the same statements, and preparing one takes longer than running it. */
export function prepareOnce(database: DatabaseSync, text: string): StatementSync {
  const known = prepared.get(database) ?? new Map<string, StatementSync>();
  prepared.set(database, known);
  const found = known.get(text) ?? database.prepare(text);
  if (known.size >= preparedMax) known.clear();
  known.set(text, found);
  return found;
}

export function sqliteSite(clockMs: number): SqliteSite {
  const database = migratedDatabase();
  const objects = new Map<string, string>();
  const site: SqliteSite = {
    clockMs,
    objects,
    records: new CoordinatorRecords(sqlStorage(new DatabaseSync(":memory:"))),
    store: openStore({ DB: d1(database, () => site.clockMs), BLOBS: bucket(objects) } as unknown as Bindings),
    query: (text, ...params) => prepareOnce(database, text).all(...params) as never[],
  };
  return site;
}

/** Each call is one step: it waits for its turn, and then happens at once. */
export type Turn = <T>(what: string, happen: () => T) => Promise<T>;

/** @param change what the statements of a site that is broken on purpose say instead */
export function d1(
  database: DatabaseSync,
  nowMs: () => number,
  turn: Turn = async (_, happen) => happen(),
  change: (text: string) => string = (text) => text,
) {
  // Whatever asks SQLite for the time is told the site's, triggers and CHECKs as well.
  database.function("unixepoch", { varargs: true }, () => nowMs() / 1000);
  const statement = (text: string, params: SQLInputValue[]) => ({
    bind: (...bound: SQLInputValue[]) => statement(text, bound),
    run() {
      return { results: prepareOnce(database, change(text)).all(...params) };
    },
    all() {
      return turn("D1", () => this.run());
    },
  });
  return {
    prepare: (text: string) => statement(text, []),
    withSession() {
      return this;
    },
    batch(statements: { run(): unknown }[]) {
      return turn("D1 batch", () => {
        // Nests in whatever the test itself has begun.
        database.exec("savepoint batch");
        try {
          return statements.map((one) => one.run());
        } catch (error) {
          database.exec("rollback to batch");
          throw error;
        } finally {
          database.exec("release batch");
        }
      });
    },
  };
}

function bucket(objects: Map<string, string>) {
  return {
    async delete(keys: string[]) {
      for (const key of keys) objects.delete(key);
    },
    resumeMultipartUpload: () => ({ abort: async () => undefined }),
  };
}

export function sqlStorage(database: DatabaseSync): SqlStorage {
  return {
    exec(text: string, ...params: SQLInputValue[]) {
      if (params.length === 0 && text.includes(";")) {
        database.exec(text);
        return [];
      }
      const results = prepareOnce(database, text).all(...params);
      return Object.assign(results, { one: () => results[0] });
    },
  } as unknown as SqlStorage;
}

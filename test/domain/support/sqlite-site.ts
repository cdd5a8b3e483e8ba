/**
 * D1, R2 and a coordinator's storage as small stand-ins over node:sqlite, for tests that need a clock of their own and thousands of
 * interleavings. The SQL is the real one on the real schema; tests in workerd use the real services.
 */
import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
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

export function sqliteSite(clockMs: number): SqliteSite {
  const database = new DatabaseSync(":memory:");
  database.exec("pragma foreign_keys = on");
  for (const file of readdirSync("migrations")
    .filter((name) => name.endsWith(".sql"))
    .toSorted()) {
    database.exec(readFileSync(`migrations/${file}`, "utf8"));
  }
  const objects = new Map<string, string>();
  const site: SqliteSite = {
    clockMs,
    objects,
    records: new CoordinatorRecords(sqlStorage(new DatabaseSync(":memory:"))),
    store: openStore({ DB: d1(database, () => site.clockMs), BLOBS: bucket(objects) } as unknown as Bindings),
    query: (text, ...params) => database.prepare(text).all(...params) as never[],
  };
  return site;
}

function d1(database: DatabaseSync, nowMs: () => number) {
  const statement = (text: string, params: SQLInputValue[]) => ({
    bind: (...bound: SQLInputValue[]) => statement(text, bound),
    run() {
      const clocked = text.replaceAll("unixepoch('subsec')", `(${nowMs()} / 1000.0)`);
      return { results: database.prepare(clocked).all(...params) };
    },
    async all() {
      return this.run();
    },
  });
  return {
    prepare: (text: string) => statement(text, []),
    async batch(statements: { run(): unknown }[]) {
      database.exec("begin");
      try {
        const answers = statements.map((one) => one.run());
        database.exec("commit");
        return answers;
      } catch (error) {
        database.exec("rollback");
        throw error;
      }
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

function sqlStorage(database: DatabaseSync): SqlStorage {
  return {
    exec(text: string, ...params: SQLInputValue[]) {
      if (params.length === 0 && text.includes(";")) {
        database.exec(text);
        return [];
      }
      const results = database.prepare(text).all(...params);
      return Object.assign(results, { one: () => results[0] });
    },
  } as unknown as SqlStorage;
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Statement {
  bind(...values: unknown[]): Statement;
  run(): Promise<unknown>;
  all<Row>(): Promise<{ results: Row[] }>;
}

/** As much of a D1 database as a migration needs. */
export interface MigratedDatabase {
  prepare(text: string): Statement;
  batch(statements: never[]): Promise<unknown>;
}

/**
 * Applies the migrations that the database does not have, in the order of their names, each as one transaction, and records them
 * where and as wrangler does: either may carry on where the other stopped.
 *
 * @returns the names of those applied now.
 */
export async function migrate(database: MigratedDatabase, folder: string): Promise<string[]> {
  await database
    .prepare(
      `create table if not exists "d1_migrations"(id integer primary key autoincrement, name text unique,
        applied_at timestamp default current_timestamp not null)`,
    )
    .run();
  const { results } = await database.prepare(`select name from "d1_migrations"`).all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const due = readdirSync(folder)
    .filter((name) => name.endsWith(".sql") && !applied.has(name))
    .toSorted();
  for (const name of due) {
    const parts = readFileSync(join(folder, name), "utf8").split("--> statement-breakpoint");
    const statements = parts.filter((text) => text.trim() !== "").map((text) => database.prepare(text));
    statements.push(database.prepare(`insert into "d1_migrations" (name) values (?)`).bind(name));
    await database.batch(statements as never[]);
  }
  return due;
}

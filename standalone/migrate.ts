import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Database {
  prepare(text: string): { bind(...values: unknown[]): { run(): Promise<unknown> }; all<Row>(): Promise<{ results: Row[] }>; run(): Promise<unknown> };
  batch(statements: unknown[]): Promise<unknown>;
}

/** Applies the migrations that the database does not have, each as one transaction, and notes them where wrangler does. */
export async function migrate(database: Database, folder: string): Promise<string[]> {
  await database
    .prepare(
      `create table if not exists d1_migrations (id integer primary key autoincrement, name text unique,
        applied_at timestamp default current_timestamp not null)`,
    )
    .run();
  const { results } = await database.prepare("select name from d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map((row) => row.name));
  const due = readdirSync(folder).filter((name) => name.endsWith(".sql") && !applied.has(name)).sort();
  for (const name of due) {
    const statements = readFileSync(join(folder, name), "utf8").split("--> statement-breakpoint").filter((text) => text.trim() !== "");
    await database.batch([
      ...statements.map((text) => database.prepare(text)),
      database.prepare("insert into d1_migrations (name) values (?)").bind(name),
    ]);
  }
  return due;
}

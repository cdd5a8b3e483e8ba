import { firstRow, rows, type Store } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

/** What was ever set, each value as text. */
export async function listConfiguration(store: Store): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ key: string; value: string }>(store, sql`select key, value from configuration`);
  return new Map(found.map(({ key, value }) => [key, value]));
}

/** Null: never set. */
export async function findConfigurationValue(store: Store, key: string): Promise<string | null> {
  const found = await firstRow<{ value: string }>(store, sql`select value from configuration where key = ${key}`);
  return found?.value ?? null;
}

export function setConfiguration(values: Readonly<Record<string, string>>): Sql {
  return sql`insert into configuration (key, value) select key, value from json_each(${JSON.stringify(values)}) where true
    on conflict (key) do update set value = excluded.value`;
}

/** Condition: a switch that is off unless it was set. */
export function isSwitchedOn(key: string): Sql {
  return sql`exists (select 1 from configuration where key = ${key} and value = 'true')`;
}

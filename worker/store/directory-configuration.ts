/** What the site knows of its directory: the configuration as it is stored, and the bridges whose keys are good. */
import { enrolledBridges } from "./bridges.ts";
import { rowsOfEach, type Store } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

export interface StoredDirectory {
  readonly configuration: ReadonlyMap<string, string>;
  readonly bridges: readonly number[];
}

/** For a batch; `storedDirectoryFrom` reads their rows. */
export const selectStoredDirectory: readonly [Sql, Sql] = [
  sql`select key, value from configuration where key = 'auth_mode' or key like 'ldap\\_%' escape '\\'`,
  enrolledBridges,
];

export function storedDirectoryFrom(configuration: Record<string, unknown>[], bridges: Record<string, unknown>[]): StoredDirectory {
  return {
    configuration: new Map(configuration.map(({ key, value }) => [String(key), String(value)])),
    bridges: bridges.map(({ id }) => Number(id)),
  };
}

export async function findStoredDirectory(store: Store): Promise<StoredDirectory> {
  const [configuration = [], bridges = []] = await rowsOfEach(store, selectStoredDirectory);
  return storedDirectoryFrom(configuration, bridges);
}

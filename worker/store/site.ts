import { firstRow, type Store } from "./db.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export async function findSiteId(store: Store): Promise<string | null> {
  return (await firstRow<{ siteId: string }>(store, sql`select site_id as siteId from site where id = 1`))?.siteId ?? null;
}

/** The row whose uniqueness lets only one of several first requests set the site up. */
export function insertSite(siteId: string): Sql {
  return sql`insert into site (id, site_id, created_at) values (1, ${siteId}, ${nowMs})`;
}

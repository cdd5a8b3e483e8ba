import { rows, type Store } from "./db.ts";
import { sql } from "./sql.ts";

/** Full names of repositories that hold an artifact, behind `last`, at most `countMax`, by project and path. */
export async function listRepositoryNames(store: Store, last: string, countMax: number): Promise<string[]> {
  const slash = last.indexOf("/");
  const project = slash === -1 ? last : last.slice(0, slash);
  const path = slash === -1 ? "" : last.slice(slash + 1);
  const found = await rows<{ name: string }>(
    store,
    sql`select p.name || '/' || r.name as name from projects p join repositories r on r.project_id = p.id
      where (p.name, r.name) > (${project}, ${path}) and exists (select 1 from artifacts a where a.repository_id = r.id)
      order by p.name, r.name limit ${countMax}`,
  );
  return found.map((row) => row.name);
}

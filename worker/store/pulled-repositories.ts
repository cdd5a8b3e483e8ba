/** What repositories here were pulled from (the primary key serves each of these). */
import { rows, type Store } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

export interface PulledRow {
  /** In full, here. */
  readonly destination: string;
  /** In full, over there. */
  readonly source: string;
}

/** @param via where from, as `tags.version_via` names it */
export function notePulled(via: string, pulled: readonly PulledRow[]): Sql {
  return sql`insert into pulled_repositories (via, destination, source)
    select ${via}, value ->> 'destination', value ->> 'source' from json_each(${JSON.stringify(pulled)}) where true on conflict do nothing`;
}

/** Of repositories that have no tag any more, and remember none that they had. */
export function forgetPulled(countMax: number): Sql {
  const project = sql`substr(destination, 1, instr(destination, '/') - 1)`;
  const path = sql`substr(destination, instr(destination, '/') + 1)`;
  return sql`delete from pulled_repositories where (via, destination, source) in (select via, destination, source from pulled_repositories
    where not exists (select 1 from projects p join repositories r on r.project_id = p.id join tags t on t.repository_id = r.id
      where p.name = ${project} and r.name = ${path}) limit ${countMax})`;
}

/** Behind a destination, one row for each. `sources`: how many there are; `source`: one of them. */
export async function listPulled(
  store: Store,
  via: string,
  after: string,
  countMax: number,
): Promise<(PulledRow & { readonly sources: number })[]> {
  return rows(
    store,
    sql`select destination, min(source) as source, count(*) as sources from pulled_repositories
      where via = ${via} and destination > ${after} group by destination order by destination limit ${countMax}`,
  );
}

/** Whether a repository here was pulled from another one than this as well. */
export async function isPulledTogether(store: Store, via: string, { destination, source }: PulledRow): Promise<boolean> {
  const found = await rows(
    store,
    sql`select 1 from pulled_repositories where via = ${via} and destination = ${destination} and source <> ${source} limit 1`,
  );
  return found.length > 0;
}

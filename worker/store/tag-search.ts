import type { ActorKey } from "./access.ts";
import { type Store, rows } from "./db.ts";
import { trigramPhrase } from "./filters.ts";
import { projectVisible } from "./projects.ts";
import { sql, type Sql } from "./sql.ts";

export interface FoundTag {
  readonly project: string;
  /** Its path within the project. */
  readonly repository: string;
  readonly name: string;
  readonly digest: string;
  readonly pushedAt: number;
}

/** So many tags, or repositories, are looked at for somebody who may not see all: a text that fits more must be longer. */
const lookedAtMax = 2000;

/**
 * Tags that begin with a text, by name, as far as the actor may see them.
 *
 * @param search.repository part of the full names of the repositories; null for all
 */
export async function searchTags(
  store: Store,
  actor: ActorKey,
  search: { repository: string | null; tag: string; seesAll: boolean; countMax: number },
): Promise<FoundTag[]> {
  const isVisible = search.seesAll ? sql`1` : projectVisible(actor);
  return rows(
    store,
    sql`select p.name as project, r.name as repository, t.name, a.digest, t.pushed_at as pushedAt
      from (${candidates(search)}) t
      join repositories r on r.id = t.repository_id join projects p on p.id = r.project_id join artifacts a on a.id = t.artifact_id
      where ${isVisible} order by t.name, r.id limit ${search.countMax}`,
  );
}

function candidates({
  repository,
  tag,
  seesAll,
  countMax,
}: {
  repository: string | null;
  tag: string;
  seesAll: boolean;
  countMax: number;
}): Sql {
  const limit = seesAll ? countMax : lookedAtMax;
  // A tag is ASCII, so this is behind all that begin with the text.
  const begins = sql`t.name >= ${tag} and t.name < ${`${tag}\u{7f}`} and t.artifact_id is not null`;
  const columns = sql`t.repository_id, t.name, t.artifact_id, t.pushed_at`;
  // Index tags_by_name.
  if (repository === null) return sql`select ${columns} from tags t where ${begins} order by t.name limit ${limit}`;
  const phrase = trigramPhrase(repository);
  const found =
    phrase === null
      ? sql`select r.id from repositories r join projects p on p.id = r.project_id
          where instr(lower(p.name || '/' || r.name), lower(${repository})) > 0 limit ${lookedAtMax}`
      : sql`select rowid from repository_search where name match ${phrase} limit ${lookedAtMax}`;
  // Index tags_name.
  return sql`select ${columns} from tags t where t.repository_id in (${found}) and ${begins} limit ${limit}`;
}

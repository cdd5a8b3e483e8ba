import type { ActorKey } from "./access.ts";
import { rows, type Store } from "./db.ts";
import { projectVisible } from "./projects.ts";
import { storedCount } from "./row-counts.ts";
import { type Sql, sql } from "./sql.ts";

export interface ProjectCounts {
  readonly privateProjects: number;
  readonly privateRepositories: number;
  readonly publicProjects: number;
  readonly publicRepositories: number;
}

/** Reads the projects that are public, and whose who sees not all is a member of: their rows hold the counts. */
export async function countProjects(store: Store, actor: ActorKey, seesAll: boolean): Promise<ProjectCounts> {
  const counts = sql`count(*) as projects, coalesce(sum(p.repository_count), 0) as repositories from projects p`;
  const stored = sql`${storedCount("projects")} as projects, ${storedCount("repositories")} as repositories`;
  const [all, open] = await rows<{ projects: number; repositories: number }>(
    store,
    sql`select ${seesAll ? stored : sql`${counts} where ${projectVisible(actor)}`} union all select ${counts} where p.public = 1`,
  );
  if (!all || !open) throw new Error("a count has one row");
  return {
    privateProjects: all.projects - open.projects,
    privateRepositories: all.repositories - open.repositories,
    publicProjects: open.projects,
    publicRepositories: open.repositories,
  };
}

export interface ActivityRow {
  /** Days since 1970, in UTC. */
  readonly day: number;
  readonly pushes: number;
  readonly pulls: number;
}

/** By day; a day on which nothing happened has no row. Reads no more rows than there are days. */
export async function listActivity(store: Store, sinceDay: number): Promise<ActivityRow[]> {
  return rows<ActivityRow>(store, sql`select day, pushes, pulls from activity where day >= ${sinceDay} order by day`);
}

/** Expression: what projects use, each blob once in every project that references it. */
export const allStoredBytes: Sql = sql`select ${storedCount("stored_bytes")}`;

import type { ActorKey } from "./access.ts";
import { rows, type Store } from "./db.ts";
import { projectVisible } from "./projects.ts";
import { type Sql, sql } from "./sql.ts";

export interface ProjectCounts {
  readonly privateProjects: number;
  readonly privateRepositories: number;
  readonly publicProjects: number;
  readonly publicRepositories: number;
}

/** Reads every project that the actor may see: their rows hold the counts. */
export async function countProjects(store: Store, actor: ActorKey, seesAll: boolean): Promise<ProjectCounts> {
  const found = await rows<{ public: number; projects: number; repositories: number }>(
    store,
    sql`select p.public, count(*) as projects, sum(p.repository_count) as repositories from projects p
      where ${seesAll ? sql`1` : projectVisible(actor)} group by p.public`,
  );
  const of = (visibility: number) => found.find((row) => row.public === visibility);
  return {
    privateProjects: of(0)?.projects ?? 0,
    privateRepositories: of(0)?.repositories ?? 0,
    publicProjects: of(1)?.projects ?? 0,
    publicRepositories: of(1)?.repositories ?? 0,
  };
}

/** Expression: what projects use, each blob once in every project that references it. */
export const allStoredBytes: Sql = sql`select coalesce(sum(storage_used), 0) from quotas`;

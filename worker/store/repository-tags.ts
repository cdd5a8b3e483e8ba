import { artifactColumns, type ArtifactRow } from "./artifacts.ts";
import type { Store } from "./db.ts";
import { conditionsOf, type FilterField, type QueryTerm } from "./filters.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { sql } from "./sql.ts";

/** A tag, and the artifact that it names. */
export interface RepositoryTagRow extends ArtifactRow {
  readonly tagId: number;
  readonly tagName: string;
  readonly taggedAt: number;
  readonly tagPulledAt: number | null;
}

const fields: Readonly<Record<string, FilterField>> = {
  name: { column: sql`t.name`, type: "text" },
  push_time: { column: sql`t.pushed_at`, type: "time" },
  pull_time: { column: sql`t.pulled_at`, type: "time" },
};

const orders = { name: sql`t.name`, push_time: sql`t.pushed_at`, id: sql`t.id` };

/** The newest first (index `tags_by_push`), or by name (index `tags_name`); without a filter the stored count is the total. */
export async function listRepositoryTags(
  store: Store,
  repositoryId: number,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<RepositoryTagRow>> {
  const asked = conditionsOf(terms, fields);
  return listRows(store, {
    columns: sql`${artifactColumns({ tags: false, labels: false, accessories: true })},
      t.id as tagId, t.name as tagName, t.pushed_at as taggedAt, t.pulled_at as tagPulledAt`,
    // Tags come first, whatever the planner thinks of the rest: their index has them in order.
    from: sql`tags t cross join artifacts a on a.id = t.artifact_id join repositories r on r.id = a.repository_id
      join projects p on p.id = r.project_id`,
    filters: [sql`t.repository_id = ${repositoryId}`, sql`t.artifact_id is not null`, ...asked],
    order: inOrder(page.sort, orders, sql`t.pushed_at desc, t.id desc`),
    page,
    ...(asked.length === 0 ? { total: sql`(select tag_count from repositories where id = ${repositoryId})` } : {}),
  });
}

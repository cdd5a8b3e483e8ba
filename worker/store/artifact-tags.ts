import type { Store } from "./db.ts";
import { conditionsOf, type QueryTerm } from "./filters.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { type Sql, sql } from "./sql.ts";

export interface TagRow {
  readonly id: number;
  readonly name: string;
  readonly pushedAt: number;
  readonly pulledAt: number | null;
}

/** Newest first (index `tags_by_artifact`). */
export async function listArtifactTags(
  store: Store,
  artifactId: number,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<TagRow>> {
  const orders = { name: sql`t.name`, push_time: sql`t.pushed_at`, pull_time: sql`t.pulled_at`, id: sql`t.id` };
  const asked = conditionsOf(terms, { name: { column: sql`t.name`, type: "text" }, push_time: { column: sql`t.pushed_at`, type: "time" } });
  return listRows(store, {
    columns: sql`t.id, t.name, t.pushed_at as pushedAt, t.pulled_at as pulledAt`,
    from: sql`tags t`,
    filters: [sql`t.artifact_id = ${artifactId}`, ...asked],
    order: inOrder(page.sort, orders, sql`t.id desc`),
    page,
  });
}

/** Guard: nothing has this tag yet. Fails as a conflict. */
export function guardTagFree(repositoryId: number | Sql, name: string): Sql {
  return guard(
    "tag_free",
    sql`not exists (select 1 from tags where repository_id = ${repositoryId} and name = ${name} and artifact_id is not null)`,
  );
}

/** Guard: no collector has taken the artifact meanwhile. */
export function guardArtifact(artifactId: number): Sql {
  return guard("artifact_found", sql`exists (select 1 from artifacts where id = ${artifactId})`);
}

/** Guard: the tag points at this artifact. */
export function guardTagOf(artifactId: number, name: string): Sql {
  return guard("row_found", sql`exists (select 1 from tags where artifact_id = ${artifactId} and name = ${name})`);
}

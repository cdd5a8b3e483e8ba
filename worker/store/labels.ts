import { firstRow, type Store } from "./db.ts";
import { conditionsOf, type QueryTerm } from "./filters.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface LabelRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly color: string;
  /** Null: a label of the whole site. */
  readonly projectId: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`id, name, description, color, project_id as projectId, created_at as createdAt, updated_at as updatedAt`;

export async function findLabel(store: Store, id: number): Promise<LabelRow | null> {
  return firstRow(store, sql`select ${columns} from labels where id = ${id}`);
}

export async function listLabels(
  store: Store,
  projectId: number | null,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<LabelRow>> {
  const asked = conditionsOf(terms, { name: { column: sql`name`, type: "text" } });
  const filters = [projectId === null ? sql`project_id is null` : sql`project_id = ${projectId}`, ...asked];
  const orders = { name: sql`name`, creation_time: sql`id`, id: sql`id`, update_time: sql`updated_at` };
  return listRows(store, { columns, from: sql`labels`, filters, order: inOrder(page.sort, orders, sql`id`), page });
}

type LabelFields = Pick<LabelRow, "name" | "description" | "color">;

/** Fails with UNIQUE when there is one of this name. */
export function insertLabel(label: LabelFields & { projectId: number | null }): Sql {
  return sql`insert into labels (name, description, color, project_id, created_at, updated_at)
    values (${label.name}, ${label.description}, ${label.color}, ${label.projectId}, ${nowMs}, ${nowMs})`;
}

export function selectLabelId(label: { name: string; projectId: number | null }): Sql {
  return sql`select id from labels where name = ${label.name} and project_id is ${label.projectId}`;
}

export function updateLabel(id: number, label: LabelFields): Sql[] {
  return [
    found(id),
    sql`update labels set name = ${label.name}, description = ${label.description}, color = ${label.color}, updated_at = ${nowMs} where id = ${id}`,
  ];
}

/** From everything that has it, too. */
export function deleteLabel(id: number): Sql[] {
  return [found(id), sql`delete from artifact_labels where label_id = ${id}`, sql`delete from labels where id = ${id}`];
}

/** Fails with UNIQUE when the artifact has it already. */
export function attachLabel(artifactId: number, labelId: number): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from artifacts where id = ${artifactId})`),
    found(labelId),
    sql`insert into artifact_labels (artifact_id, label_id) values (${artifactId}, ${labelId})`,
  ];
}

export function detachLabel(artifactId: number, labelId: number): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from artifact_labels where artifact_id = ${artifactId} and label_id = ${labelId})`),
    sql`delete from artifact_labels where artifact_id = ${artifactId} and label_id = ${labelId}`,
  ];
}

function found(id: number): Sql {
  return guard("row_found", sql`exists (select 1 from labels where id = ${id})`);
}

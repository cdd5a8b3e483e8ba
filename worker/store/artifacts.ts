/** Artifacts as people see them. What a row needs beside itself comes by index, bounded, in the same round trip. */
import { firstRow, rows, type Store } from "./db.ts";
import { conditionsOf, type FilterField, type QueryTerm, type QueryValue } from "./filters.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { storedCount } from "./row-counts.ts";
import { type Sql, sql } from "./sql.ts";

export interface ArtifactRow {
  readonly id: number;
  readonly projectId: number;
  readonly repositoryId: number;
  /** Full: `project/path`. */
  readonly repository: string;
  readonly digest: string;
  readonly mediaType: string;
  readonly artifactType: string | null;
  readonly type: string;
  readonly configDigest: string | null;
  readonly size: number;
  readonly pushedAt: number;
  readonly pulledAt: number | null;
  /** JSON object, or null: not read from the config yet. */
  readonly extraAttrs: string | null;
  readonly annotations: string | null;
  /** JSON arrays; null where not asked for. */
  readonly tags: string | null;
  readonly labels: string | null;
  readonly accessories: string | null;
  readonly references: string;
}

export interface ArtifactParts {
  readonly tags: boolean;
  readonly labels: boolean;
  readonly accessories: boolean;
}

/** Of each artifact, the newest tags and accessories; all of them have lists of their own. */
const shownMax = 100;

const tagsOf = sql`(select json_group_array(json_object('id', t.id, 'name', t.name, 'pushedAt', t.pushed_at, 'pulledAt', t.pulled_at))
  from (select * from tags where artifact_id = a.id order by id desc limit ${shownMax}) t)`;
const labelsOf = sql`(select json_group_array(json_object('id', l.id, 'name', l.name, 'description', l.description, 'color', l.color,
    'projectId', l.project_id, 'createdAt', l.created_at, 'updatedAt', l.updated_at))
  from artifact_labels al join labels l on l.id = al.label_id where al.artifact_id = a.id)`;
const accessoriesOf = sql`(select json_group_array(json_object('id', x.id, 'digest', x.digest, 'size', x.size, 'type', x.accessory_type,
    'createdAt', x.pushed_at))
  from (select * from artifacts where repository_id = a.repository_id and accessory_of = a.digest limit ${shownMax}) x)`;
const referencesOf = sql`(select json_group_array(json_object('childId', c.child_id, 'digest', x.digest, 'platform', json(c.platform),
    'annotations', json(c.annotations)))
  from (select * from artifact_children where parent_id = a.id limit ${shownMax}) c join artifacts x on x.id = c.child_id)`;

/** Of `artifactTables`. */
export function artifactColumns(parts: ArtifactParts): Sql {
  const when = (asked: boolean, part: Sql) => (asked ? part : sql`null`);
  return sql`a.id, r.project_id as projectId, a.repository_id as repositoryId, p.name || '/' || r.name as repository, a.digest,
    a.media_type as mediaType, a.artifact_type as artifactType, a.type, a.config_digest as configDigest, a.size,
    a.pushed_at as pushedAt, a.pulled_at as pulledAt, a.extra_attrs as extraAttrs, a.annotations,
    ${when(parts.tags, tagsOf)} as tags, ${when(parts.labels, labelsOf)} as labels,
    ${when(parts.accessories, accessoriesOf)} as accessories, ${referencesOf} as "references"`;
}

const from = sql`artifacts a join repositories r on r.id = a.repository_id join projects p on p.id = r.project_id`;

const orders = {
  push_time: sql`a.pushed_at`,
  pull_time: sql`a.pulled_at`,
  size: sql`a.size`,
  id: sql`a.id`,
  creation_time: sql`a.pushed_at`,
};

const fields: Readonly<Record<string, FilterField>> = {
  digest: { column: sql`a.digest`, type: "text" },
  type: { column: sql`a.type`, type: "text" },
  media_type: { column: sql`coalesce(a.artifact_type, a.media_type)`, type: "text" },
  manifest_media_type: { column: sql`a.media_type`, type: "text" },
  artifact_type: { column: sql`a.artifact_type`, type: "text" },
  push_time: { column: sql`a.pushed_at`, type: "time" },
  pull_time: { column: sql`a.pulled_at`, type: "time" },
  size: { column: sql`a.size`, type: "number" },
  tags: (value) => tagged(value),
  labels: (value) => labelled(value),
};

/** Harbor's `tags=*` any, `nil` none, a name, or `~` part of one. */
function tagged(value: QueryValue): Sql {
  if (value.kind === "exact" && value.value === "nil") return sql`not exists (select 1 from tags t where t.artifact_id = a.id)`;
  if (value.kind === "exact" && value.value === "*") return sql`exists (select 1 from tags t where t.artifact_id = a.id)`;
  if (value.kind === "exact") {
    return sql`a.id = (select t.artifact_id from tags t where t.repository_id = a.repository_id and t.name = ${value.value})`;
  }
  const [condition] = conditionsOf([{ key: "name", value }], { name: { column: sql`t.name`, type: "text" } });
  return sql`exists (select 1 from tags t where t.artifact_id = a.id and ${condition ?? sql`1`})`;
}

/** Ids of labels: all of them. What is no id is the id of none. */
function labelled(value: QueryValue): Sql {
  const ids = "values" in value ? value.values.map(Number) : [Number("value" in value ? value.value : 0)];
  const wanted = JSON.stringify([...new Set(ids.map((id) => (Number.isSafeInteger(id) ? id : -1)))]);
  const held = sql`select count(*) from artifact_labels al where al.artifact_id = a.id and al.label_id in (select value from json_each(${wanted}))`;
  return value.kind === "any" ? sql`(${held}) > 0` : sql`(${held}) = json_array_length(${wanted})`;
}

/** Of one repository, newest first (index `artifacts_listed_by_push`); without a filter the stored count is the total. */
export async function listArtifacts(
  store: Store,
  repositoryId: number,
  query: { terms: readonly QueryTerm[]; parts: ArtifactParts },
  page: Page,
): Promise<Listing<ArtifactRow>> {
  const asked = conditionsOf(query.terms, fields);
  const total = asked.length === 0 ? { total: sql`(select artifact_count from repositories where id = ${repositoryId})` } : {};
  return listRows(store, {
    columns: artifactColumns(query.parts),
    from,
    filters: [sql`a.repository_id = ${repositoryId}`, sql`a.listed = 1`, ...asked],
    order: inOrder(page.sort, orders, sql`a.pushed_at desc, a.id desc`),
    page,
    ...total,
  });
}

/** Of all repositories of a project, newest first (index `artifacts_listed_in_project`). */
export async function listProjectArtifacts(
  store: Store,
  projectId: number,
  query: { terms: readonly QueryTerm[]; parts: ArtifactParts; latestInRepository: boolean },
  page: Page,
): Promise<Listing<ArtifactRow>> {
  const asked = conditionsOf(query.terms, fields);
  if (query.latestInRepository) return listLatest(store, projectId, { asked, parts: query.parts }, page);
  return listRows(store, {
    columns: artifactColumns(query.parts),
    from,
    filters: [sql`a.project_id = ${projectId}`, sql`a.listed = 1`, sql`r.deleted_at is null`, ...asked],
    order: inOrder(page.sort, orders, sql`a.pushed_at desc, a.id desc`),
    page,
    ...(asked.length === 0 ? { total: storedCount("artifacts", projectId) } : {}),
  });
}

/** The newest of each repository, the repository that changed last first (index `repositories_held_by_update`). */
async function listLatest(
  store: Store,
  projectId: number,
  query: { asked: readonly Sql[]; parts: ArtifactParts },
  page: Page,
): Promise<Listing<ArtifactRow>> {
  const latest = sql`(select id from artifacts x where x.repository_id = r.id and x.listed = 1 order by x.pushed_at desc, x.id desc limit 1)`;
  return listRows(store, {
    columns: artifactColumns(query.parts),
    from: sql`repositories r join projects p on p.id = r.project_id join artifacts a on a.id = ${latest}`,
    filters: [sql`r.project_id = ${projectId}`, sql`r.artifact_total > 0`, sql`r.deleted_at is null`, ...query.asked],
    order: inOrder(page.sort, orders, sql`r.updated_at desc`),
    page,
    ...(query.asked.length === 0 ? { total: sql`(select repository_count from projects where id = ${projectId})` } : {}),
  });
}

/** By tag or digest, listed or not. */
export async function findArtifact(
  store: Store,
  repositoryId: number,
  reference: { tag: string } | { digest: string },
  parts: ArtifactParts,
): Promise<ArtifactRow | null> {
  const where =
    "digest" in reference
      ? sql`a.repository_id = ${repositoryId} and a.digest = ${reference.digest}`
      : sql`a.id = (select artifact_id from tags where repository_id = ${repositoryId} and name = ${reference.tag})`;
  return firstRow(store, sql`select ${artifactColumns(parts)} from ${from} where ${where}`);
}

export interface AccessoryRow {
  readonly id: number;
  readonly digest: string;
  readonly size: number;
  readonly type: string;
  readonly createdAt: number;
}

export async function listAccessories(
  store: Store,
  subject: { repositoryId: number; digest: string },
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<AccessoryRow>> {
  const asked = conditionsOf(terms, {
    type: { column: sql`a.accessory_type`, type: "text" },
    digest: { column: sql`a.digest`, type: "text" },
  });
  return listRows(store, {
    columns: sql`a.id, a.digest, a.size, a.accessory_type as type, a.pushed_at as createdAt`,
    from: sql`artifacts a`,
    filters: [sql`a.repository_id = ${subject.repositoryId}`, sql`a.accessory_of = ${subject.digest}`, ...asked],
    order: inOrder(page.sort, { creation_time: sql`a.pushed_at`, id: sql`a.id` }, sql`a.id`),
    page,
  });
}

/** Where the blobs of these digests lie, of those that the repository links. */
export async function locateBlobs(
  store: Store,
  repositoryId: number,
  digests: readonly string[],
): Promise<ReadonlyMap<string, { storageKey: string; size: number }>> {
  const found = await rows<{ digest: string; storageKey: string; size: number }>(
    store,
    sql`select b.digest, b.storage_key as storageKey, b.size from json_each(${JSON.stringify(digests)}) j join blobs b on b.digest = j.value
      join repository_blobs rb on rb.blob_id = b.id and rb.repository_id = ${repositoryId}`,
  );
  return new Map(found.map(({ digest, storageKey, size }) => [digest, { storageKey, size }]));
}

/** What the configs of artifacts say, by artifact id, so that they are read once. */
export function setExtraAttrs(attributes: Readonly<Record<number, string>>): Sql {
  return sql`update artifacts set extra_attrs = (select value from json_each(${JSON.stringify(attributes)}) where cast(key as integer) = artifacts.id)
    where id in (select cast(key as integer) from json_each(${JSON.stringify(attributes)}))`;
}

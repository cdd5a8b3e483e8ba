/** The statements that make an artifact and move its tags. All of one push go into one batch. */
import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { guard } from "./guards.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";
import { rows, type Store } from "./db.ts";
import { seenWithOwn } from "./tags.ts";

/** A row holds at most 2 MB; UTF-16 code units of a part may be three bytes each. */
const bodyPartUnits = 450_000;

export interface ArtifactRow {
  readonly digest: string;
  readonly mediaType: string;
  readonly artifactType: string | null;
  readonly subject: string | null;
  /** JSON, or null when it is too long for a row of its own. */
  readonly annotations: string | null;
  readonly body: string;
  readonly bodyBytes: number;
  readonly size: number;
  readonly leaseMs: number;
  readonly type: string;
  readonly configDigest: string | null;
  readonly accessory: { readonly type: string; readonly of: string } | null;
}

export interface ArtifactChild {
  readonly digest: string;
  readonly platform: string | null;
  readonly annotations: string | null;
}

function artifactId(repository: RepositoryKey, digest: string): Sql {
  return sql`(select id from artifacts where repository_id = ${repositoryId(repository)} and digest = ${digest})`;
}

/** Every required blob is linked to the repository at this moment. */
export function guardBlobsLinked(repository: RepositoryKey, digests: readonly string[]): Sql {
  return guard(
    "blobs_linked",
    sql`not exists (select 1 from ${jsonRows(digests)} j where not exists (
      select 1 from blobs b join repository_blobs rb on rb.blob_id = b.id
      where b.digest = j.value and rb.repository_id = ${repositoryId(repository)}))`,
  );
}

/** The same digest pushed again is the same artifact with a new lease. */
export function upsertArtifact(repository: RepositoryKey, artifact: ArtifactRow): Sql[] {
  const id = artifactId(repository, artifact.digest);
  const parts = splitBody(artifact.body);
  return [
    sql`insert into artifacts (repository_id, digest, media_type, artifact_type, subject_digest, annotations, body_bytes, size,
        lease_until, pushed_at, type, config_digest, accessory_type, accessory_of)
      values (${repositoryId(repository)}, ${artifact.digest}, ${artifact.mediaType}, ${artifact.artifactType}, ${artifact.subject},
        ${artifact.annotations}, ${artifact.bodyBytes}, ${artifact.size}, ${nowMs} + ${artifact.leaseMs}, ${nowMs},
        ${artifact.type}, ${artifact.configDigest}, ${artifact.accessory?.type ?? null}, ${artifact.accessory?.of ?? null})
      on conflict (repository_id, digest) do update set lease_until = max(lease_until, excluded.lease_until), type = excluded.type,
        config_digest = excluded.config_digest, accessory_type = coalesce(excluded.accessory_type, accessory_type),
        accessory_of = coalesce(excluded.accessory_of, accessory_of)`,
    sql`update repositories set updated_at = ${nowMs} where id = ${repositoryId(repository)}`,
    ...parts.map(
      (text, part) => sql`insert into manifest_bodies (artifact_id, part, text) values (${id}, ${part}, ${text}) on conflict do nothing`,
    ),
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'artifact', id, lease_until, 'push' from artifacts where id = ${id}
      on conflict (kind, object_id) do update set due = max(due, excluded.due)`,
  ];
}

/**
 * Edges from the artifact to whatever of its descriptors the repository has, notes on what it lacks, and the edges that other
 * artifacts were waiting for.
 */
export function linkArtifact(
  repository: RepositoryKey,
  edges: { digest: string; blobs: readonly string[]; children: readonly ArtifactChild[] },
): Sql[] {
  const id = artifactId(repository, edges.digest);
  const repo = repositoryId(repository);
  const blobs = jsonRows(edges.blobs);
  const children = sql`json_each(${JSON.stringify(edges.children)})`;
  const childRows = sql`(select ${childField("digest")} as digest, ${childField("platform")} as platform,
    ${childField("annotations")} as annotations from ${children} j)`;
  return [
    sql`insert into artifact_blobs (artifact_id, repository_id, blob_id)
      select ${id}, rb.repository_id, rb.blob_id from ${blobs} j
      join blobs b on b.digest = j.value join repository_blobs rb on rb.blob_id = b.id and rb.repository_id = ${repo}
      where true on conflict do nothing`,
    sql`update repository_blobs set used = 1 where used = 0 and repository_id = ${repo}
      and blob_id in (select blob_id from artifact_blobs where artifact_id = ${id})`,
    sql`insert into artifact_children (parent_id, child_id, platform, annotations)
      select ${id}, a.id, ${childField("platform")}, ${childField("annotations")}
      from ${children} j join artifacts a on a.digest = ${childField("digest")} and a.repository_id = ${repo}
      where a.digest <> ${edges.digest} on conflict do nothing`,
    sql`insert into artifact_missing (artifact_id, repository_id, digest, platform, annotations)
      select ${id}, ${repo}, j.value, (select c.platform from ${childRows} c where c.digest = j.value),
        (select c.annotations from ${childRows} c where c.digest = j.value)
      from ${blobs} j
      where not exists (select 1 from artifact_blobs x join blobs b on b.id = x.blob_id where x.artifact_id = ${id} and b.digest = j.value)
        and not exists (select 1 from artifact_children c join artifacts a on a.id = c.child_id where c.parent_id = ${id} and a.digest = j.value)
      on conflict do nothing`,
    sql`insert into artifact_children (parent_id, child_id, platform, annotations)
      select artifact_id, ${id}, platform, annotations from artifact_missing where repository_id = ${repo} and digest = ${edges.digest} and artifact_id <> ${id}
      on conflict do nothing`,
    sql`delete from artifact_missing where repository_id = ${repo} and digest = ${edges.digest}`,
  ];
}

const childField = (name: "digest" | "platform" | "annotations"): Sql =>
  ({ digest: sql`j.value ->> 'digest'`, platform: sql`j.value ->> 'platform'`, annotations: sql`j.value ->> 'annotations'` })[name];

/**
 * Points a tag at the artifact with the next version: a hybrid clock that never goes back, also over a deleted tag of the name.
 * The artifact it pointed at becomes a candidate for collection.
 */
export function moveTag(repository: RepositoryKey, tag: { name: string; digest: string; siteId: string }): Sql[] {
  const id = artifactId(repository, tag.digest);
  const repo = repositoryId(repository);
  return [
    sql`insert into gc_candidates (kind, object_id, due, cause)
      select 'artifact', a.id, a.lease_until, 'untagged' from tags t join artifacts a on a.id = t.artifact_id
      where t.repository_id = ${repo} and t.name = ${tag.name} and a.id <> ${id}
      on conflict (kind, object_id) do update set due = excluded.due`,
    sql`insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at)
      values (${repo}, ${tag.name}, ${id}, ${nowMs}, 0, ${tag.siteId}, ${nowMs})
      on conflict (repository_id, name) do update set artifact_id = excluded.artifact_id, deleted_at = null,
        version_seen = ${seenWithOwn}, version_via = null,
        version_counter = case when excluded.version_ms > version_ms then 0 else version_counter + 1 end,
        version_ms = max(version_ms, excluded.version_ms), version_site = excluded.version_site, pushed_at = excluded.pushed_at`,
  ];
}

/** Of these digests, those that no link of the repository has: what the caller must push first. */
export async function listUnlinked(store: Store, repository: RepositoryKey, digests: readonly string[]): Promise<string[]> {
  const missing = await rows<{ digest: string }>(
    store,
    sql`select j.value as digest from ${jsonRows(digests)} j where not exists (
      select 1 from repository_blobs rb where rb.blob_id = (select id from blobs where digest = j.value) and rb.repository_id = ${repositoryId(repository)})`,
  );
  return missing.map((row) => row.digest);
}

/** Cuts between characters: half a surrogate pair is no text. */
function splitBody(body: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < body.length;) {
    let end = Math.min(body.length, at + bodyPartUnits);
    if (end < body.length && (body.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
    parts.push(body.slice(at, end));
    at = end;
  }
  return parts;
}

/** Reading manifests: each function is one round trip. */
import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { type Freshness, rows, rowsOfEach, type Store } from "./db.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface ManifestHead {
  readonly artifactId: number;
  readonly digest: string;
  readonly mediaType: string;
  readonly bodyBytes: number;
}

export interface ManifestRow extends ManifestHead {
  /** Exactly what was pushed. */
  readonly body: string;
}

export type ManifestReference = { readonly tag: string } | { readonly digest: string };

function artifactOf(repository: RepositoryKey, reference: ManifestReference): Sql {
  const repo = repositoryId(repository);
  if ("digest" in reference) return sql`a.repository_id = ${repo} and a.digest = ${reference.digest}`;
  return sql`a.id = (select artifact_id from tags where repository_id = ${repo} and name = ${reference.tag})`;
}

const head = sql`a.id as artifactId, a.digest, a.media_type as mediaType, a.body_bytes as bodyBytes`;

export async function findManifestHead(
  store: Store,
  repository: RepositoryKey,
  reference: ManifestReference,
  freshness: Freshness,
): Promise<ManifestHead | null> {
  const found = await rows<ManifestHead>(store, sql`select ${head} from artifacts a where ${artifactOf(repository, reference)}`, freshness);
  return found[0] ?? null;
}

export async function findManifest(
  store: Store,
  repository: RepositoryKey,
  reference: ManifestReference,
  freshness: Freshness,
): Promise<ManifestRow | null> {
  const parts = await rows<ManifestHead & { text: string }>(
    store,
    sql`select ${head}, m.text from artifacts a join manifest_bodies m on m.artifact_id = a.id
      where ${artifactOf(repository, reference)} order by m.part`,
    freshness,
  );
  const [first] = parts;
  return first ? { ...first, body: parts.map((part) => part.text).join("") } : null;
}

/** For a caller who may push: renews the lease when less than half of it is left, and reads, in one batch on the primary. */
export async function findManifestHeadAndRenew(
  store: Store,
  repository: RepositoryKey,
  reference: ManifestReference,
  leaseMs: number,
): Promise<ManifestHead | null> {
  const where = artifactOf(repository, reference);
  const [, found = []] = await rowsOfEach(store, [
    sql`update artifacts as a set lease_until = ${nowMs} + ${leaseMs} where ${where} and a.lease_until < ${nowMs} + ${leaseMs / 2}`,
    sql`select ${head} from artifacts a where ${where}`,
  ]);
  return (found[0] as unknown as ManifestHead | undefined) ?? null;
}

export async function findManifestBody(store: Store, artifactId: number): Promise<string> {
  const parts = await rows<{ text: string }>(store, sql`select text from manifest_bodies where artifact_id = ${artifactId} order by part`);
  return parts.map((part) => part.text).join("");
}

/** A site whose blobs were written by SQL: so many that tagged artifacts reference, and some that nothing does any more. */
export interface Database {
  prepare(text: string): { run(): Promise<unknown> };
}

const repository = "(select id from repositories where project_id = 1 and name = 'grown')";
const digest = `'sha256:' || printf('%064x', i)`;
const numbers = (from: number, count: number) =>
  `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${from + count - 1})`;

async function run(database: Database, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await database.prepare(statement).run();
}

function blobs(from: number, count: number): string[] {
  return [
    "insert into repositories (project_id, name, created_at, updated_at) values (1, 'grown', 1, 1) on conflict do nothing",
    `${numbers(from, count)} insert into blobs (id, digest, storage_key, size, created_at) select i, ${digest}, 'seeded/' || i, 100, 1 from n`,
    `${numbers(from, count)} insert into repository_blobs (id, repository_id, blob_id, lease_until, uploaded_at, used, project_id)
      select i, ${repository}, i, 1, 1, 1, 1 from n`,
  ];
}

/** Blobs `from`, `from + 1`, … that artifacts with a tag reference, ten each. */
export async function seedStored(database: Database, from: number, count: number): Promise<void> {
  await run(database, [
    ...blobs(from, count),
    `${numbers(from, count / 10)} insert into artifacts (id, repository_id, digest, media_type, type, body_bytes, size, lease_until, pushed_at)
      select i, ${repository}, ${digest}, 'application/vnd.oci.image.manifest.v1+json', 'IMAGE', 1, 1, 1, 1 from n`,
    `${numbers(from, count)} insert into artifact_blobs (artifact_id, repository_id, blob_id)
      select ${from} + (i - ${from}) / 10, ${repository}, i from n`,
    `insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at)
      select repository_id, 't' || id, id, 1, 0, 'x', 1 from artifacts where repository_id = ${repository} and id >= ${from}`,
  ]);
}

interface Bucket {
  put(key: string, content: string): Promise<unknown>;
}

const objectsAtOnce = 50;

async function putObjects(bucket: Bucket, from: number, count: number): Promise<void> {
  for (let at = 0; at < count; at += objectsAtOnce) {
    await Promise.all(Array.from({ length: objectsAtOnce }, (_, i) => bucket.put(`seeded/${from + at + i}`, "x".repeat(100))));
  }
}

/** Blobs `from`, `from + 1`, … that are due for collection, with their objects where there is a bucket. */
export async function seedGarbage(database: Database, from: number, count: number, bucket: Bucket | null = null): Promise<void> {
  if (bucket) await putObjects(bucket, from, count);
  await run(database, [
    ...blobs(from, count),
    `${numbers(from, count)} insert into gc_candidates (kind, object_id, due, cause) select 'link', i, 1, 'unreferenced' from n`,
  ]);
}

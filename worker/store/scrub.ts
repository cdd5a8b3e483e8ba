/** What a scrub compares: the objects in R2, the keys that D1 names, and the keys that coordinators answer for. */
import { listNamedKeys } from "./blob-links.ts";
import { coordinatorOfKey } from "./coordinator/stub.ts";
import { bindingsOf, rows, type Store } from "./db.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

interface KeyKeeper {
  knownKeys(keys: readonly string[]): Promise<string[]>;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
}

/** At most `countMax` objects behind the cursor, and the cursor behind them; null at the end. */
export async function listObjects(
  store: Store,
  cursor: string | null,
  countMax: number,
): Promise<{ objects: StoredObject[]; next: string | null }> {
  const page = await bindingsOf(store).BLOBS.list({ limit: countMax, ...(cursor === null ? {} : { cursor }) });
  return { objects: page.objects.map(({ key, size }) => ({ key, size })), next: page.truncated ? page.cursor : null };
}

/**
 * Of these keys, those that nobody knows. The coordinator in the key is asked first and D1 second: a key passes from the one to the
 * other, never back.
 */
export async function unknownKeys(store: Store, keys: readonly string[]): Promise<string[]> {
  const known = new Set<string>();
  for (const [, group] of Map.groupBy(keys, (key) => key.slice(0, key.indexOf("/")))) {
    const keeper = coordinatorOfKey<KeyKeeper>(store, group[0] ?? "");
    for (const key of (await keeper?.knownKeys(group)) ?? []) known.add(key);
  }
  const rest = keys.filter((key) => !known.has(key));
  const named = await listNamedKeys(store, rest);
  return rest.filter((key) => !named.has(key));
}

export interface BlobRow {
  readonly id: number;
  readonly digest: string;
  readonly storageKey: string;
  readonly size: number;
  readonly damaged: number;
}

export async function listBlobsAfter(store: Store, id: number, countMax: number): Promise<BlobRow[]> {
  return rows<BlobRow>(
    store,
    sql`select id, digest, storage_key as storageKey, size, damaged from blobs where id > ${id} order by id limit ${countMax}`,
  );
}

export interface DamagedBlob {
  readonly id: number;
  readonly digest: string;
  readonly size: number;
  /** JSON array of full names: some of those that link it. */
  readonly repositories: string;
}

/** Reads every blob, as a scrub does anyway. */
export async function listDamagedBlobs(store: Store, after: number, countMax: number): Promise<DamagedBlob[]> {
  return rows(
    store,
    sql`select b.id, b.digest, b.size, (select json_group_array(name) from (select p.name || '/' || r.name as name from repository_blobs rb
        join repositories r on r.id = rb.repository_id join projects p on p.id = r.project_id
        where rb.blob_id = b.id and r.deleted_at is null order by rb.used desc limit 5)) as repositories
      from blobs b where b.damaged = 1 and b.id > ${after} order by b.id limit ${countMax}`,
  );
}

/** Marks blobs whose object is missing or not what it should be, unless another object has taken its place meanwhile. */
export function markDamaged(storageKeys: readonly string[]): Sql {
  return sql`update blobs set damaged = 1 where storage_key in (select value from ${jsonRows(storageKeys)})`;
}

/** Of these keys, those that `blobs` still names. */
export async function stillNamed(store: Store, storageKeys: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ key: string }>(
    store,
    sql`select storage_key as key from blobs where storage_key in (select value from ${jsonRows(storageKeys)})`,
  );
  return new Set(found.map((row) => row.key));
}

/** Notes objects that nobody knows, and puts those into the trash that were unknown for so long. */
export function noteUnknown(objects: readonly StoredObject[], times: { ageMs: number; retentionMs: number }): Sql[] {
  const seen = sql`json_each(${JSON.stringify(objects)})`;
  return [
    sql`insert into unknown_objects (storage_key, size, first_seen_at, last_seen_at)
      select value ->> 'key', value ->> 'size', ${nowMs}, ${nowMs} from ${seen} where true
      on conflict (storage_key) do update set last_seen_at = excluded.last_seen_at`,
    sql`insert into trash (storage_key, digest, size, delete_after)
      select u.storage_key, 'unknown', u.size, ${nowMs} + ${times.retentionMs} from ${seen} j join unknown_objects u on u.storage_key = j.value ->> 'key'
      where u.first_seen_at <= ${nowMs} - ${times.ageMs} and not exists (select 1 from blobs b where b.storage_key = u.storage_key)
      on conflict do nothing`,
    sql`delete from unknown_objects where storage_key in (select value ->> 'key' from ${seen}) and storage_key in (select storage_key from trash)`,
  ];
}

/** Those that a whole scrub since then did not see any more. */
export function forgetUnknown(sinceMs: number): Sql {
  return sql`delete from unknown_objects where last_seen_at < ${sinceMs}`;
}

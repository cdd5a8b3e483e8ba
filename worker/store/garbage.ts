/**
 * Collection: every statement proves by its own WHERE that nothing references what it takes and that its lease has run out (design
 * invariant 4), at the moment when its batch commits.
 */
import { rows, type Store } from "./db.ts";
import { belongingsOfA, deleteArtifacts, type Kept } from "./delete-artifact.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface CandidateQuery {
  readonly kind: "artifact" | "link" | "blob";
  readonly causes: readonly string[];
  /** Garbage for at least so long. */
  readonly windowMs: number;
  readonly countMax: number;
}

/** Index `gc_candidates_due`. */
export async function listCandidates(store: Store, { kind, causes, windowMs, countMax }: CandidateQuery): Promise<number[]> {
  const found = await rows<{ id: number }>(
    store,
    sql`select object_id as id from gc_candidates where kind = ${kind} and cause in (select value from ${jsonRows(causes)})
      and due <= ${nowMs} - ${windowMs} limit ${countMax}`,
  );
  return found.map(({ id }) => id);
}

const idsOf = (ids: readonly number[]): Sql => sql`(select value from ${jsonRows(ids)})`;

/** Candidates of which the condition holds are none any more. */
function forget(kind: string, ids: readonly number[], condition: Sql): Sql {
  return sql`delete from gc_candidates where kind = ${kind} and object_id in ${idsOf(ids)} and ${condition}`;
}

/** Those under a lease are due when it ends. */
function postpone(kind: string, ids: readonly number[], leaseOf: Sql): Sql {
  return sql`update gc_candidates set due = ${leaseOf} where kind = ${kind} and object_id in ${idsOf(ids)} and ${leaseOf} > ${nowMs}`;
}

const artifactId = sql`gc_candidates.object_id`;
/** On `artifacts a`: a tag, an index or a subject that is there keeps it. */
const isKept = sql`(exists (select 1 from tags where artifact_id = a.id) or exists (select 1 from artifact_children where child_id = a.id)
  or (a.accessory_of is not null and exists (select 1 from artifacts s where s.repository_id = a.repository_id and s.digest = a.accessory_of)))`;

/** What belongs to it goes with it, so the leases of that count as well. */
const leaseWithBelongings = sql`(select max(lease_until) from artifacts where id in ${belongingsOfA})`;

/** Artifacts that a run takes, from candidates `c`, with what belongs to them. */
function doomed(isAsked: Sql, isUntaggedTaken: boolean): Sql {
  const isTaken = isUntaggedTaken ? sql`1` : sql`c.cause = 'cascade'`;
  return sql`with recursive gone (id, repository_id, digest) as (
      select a.id, a.repository_id, a.digest from gc_candidates c join artifacts a on a.id = c.object_id
        where c.kind = 'artifact' and ${isAsked} and ${isTaken} and a.lease_until <= ${nowMs} and not ${isKept} and ${leaseWithBelongings} <= ${nowMs}
      union select x.id, x.repository_id, x.digest from gone join artifacts x on x.repository_id = gone.repository_id and x.accessory_of = gone.digest
        and x.lease_until <= ${nowMs} and not exists (select 1 from artifact_children where child_id = x.id))
    select id from gone`;
}

/** Untagged artifacts of which nothing is left that needs them, with what belongs to them; of those that `takes` allows. */
export function collectArtifacts(ids: readonly number[], takes: { untagged: boolean } & Kept): Sql[] {
  return [
    forget("artifact", ids, sql`not exists (select 1 from artifacts where id = ${artifactId})`),
    forget("artifact", ids, sql`exists (select 1 from artifacts a where a.id = ${artifactId} and ${isKept})`),
    postpone("artifact", ids, sql`(select ${leaseWithBelongings} from artifacts a where a.id = ${artifactId})`),
    sql`insert into gc_doomed (artifact_id) ${doomed(sql`c.object_id in ${idsOf(ids)}`, takes.untagged)}`,
    // What this run's mode may not take stays, and is looked at again only by a run that may.
    ...(takes.untagged
      ? []
      : [sql`update gc_candidates set cause = 'untagged' where kind = 'artifact' and object_id in ${idsOf(ids)} and cause = 'push'`]),
    ...deleteArtifacts(sql`(select artifact_id from gc_doomed)`, takes),
    sql`delete from gc_doomed`,
  ];
}

/** Candidates that something else holds than what references them: looked at again in so long. */
export function holdCandidates(ids: readonly number[], holdMs: number): Sql {
  return sql`update gc_candidates set due = ${nowMs} + ${holdMs} where kind = 'artifact' and object_id in ${idsOf(ids)}`;
}

/** How many artifacts `collectArtifacts` takes: to be evaluated before it. */
export function countDoomed(ids: readonly number[], takes: { untagged: boolean }): Sql {
  return sql`select count(*) from (${doomed(sql`c.object_id in ${idsOf(ids)}`, takes.untagged)})`;
}

const linkIsReferenced = sql`exists (select 1 from artifact_blobs ab where ab.repository_id = rb.repository_id and ab.blob_id = rb.blob_id)`;

/** Links of repositories to blobs that no artifact of the repository references. */
export function collectLinks(ids: readonly number[]): Sql[] {
  const free = sql`(select rb.id from repository_blobs rb where rb.id in ${idsOf(ids)} and rb.lease_until <= ${nowMs} and not ${linkIsReferenced})`;
  const link = sql`gc_candidates.object_id`;
  return [
    forget("link", ids, sql`not exists (select 1 from repository_blobs where id = ${link})`),
    forget("link", ids, sql`exists (select 1 from repository_blobs rb where rb.id = ${link} and ${linkIsReferenced})`),
    postpone("link", ids, sql`(select lease_until from repository_blobs where id = ${link})`),
    sql`insert into gc_candidates (kind, object_id, due, cause) select 'blob', blob_id, ${nowMs}, 'unlinked' from repository_blobs where id in ${free}
      on conflict (kind, object_id) do nothing`,
    sql`delete from gc_candidates where kind = 'link' and object_id in ${free}`,
    sql`delete from repository_blobs where id in ${free}`,
  ];
}

const unlinked = (ids: readonly number[]): Sql =>
  sql`(select b.id from blobs b where b.id in ${idsOf(ids)} and not exists (select 1 from repository_blobs where blob_id = b.id))`;

/** Blobs that no repository links: their keys go to the trash, in the same batch. */
export function collectBlobs(ids: readonly number[], retentionMs: number): Sql[] {
  const blob = sql`gc_candidates.object_id`;
  return [
    forget("blob", ids, sql`not exists (select 1 from blobs where id = ${blob})`),
    forget("blob", ids, sql`exists (select 1 from repository_blobs where blob_id = ${blob})`),
    sql`insert into trash (storage_key, digest, size, delete_after) select storage_key, digest, size, ${nowMs} + ${retentionMs} from blobs
      where id in ${unlinked(ids)}`,
    sql`delete from gc_candidates where kind = 'blob' and object_id in ${unlinked(ids)}`,
    sql`delete from blobs where id in ${unlinked(ids)}`,
  ];
}

/** What `collectBlobs` takes, as a number or in bytes: to be evaluated before it. */
export function measureUnlinked(ids: readonly number[]): { blobs: Sql; bytes: Sql } {
  return { blobs: sql`select count(*) from ${unlinked(ids)}`, bytes: sql`select sum(size) from blobs where id in ${unlinked(ids)}` };
}

/** What a collection would take now, without taking it; reads all that is a candidate. */
export async function measureGarbage(
  store: Store,
  mode: { untagged: boolean; windowMs: number },
): Promise<{ artifacts: number; blobs: number; bytes: number }> {
  const isDue = sql`c.due <= ${nowMs} - ${mode.windowMs}`;
  const [found] = await rows<{ artifacts: number; blobs: number; bytes: number }>(
    store,
    sql`with doomed (id) as (select id from (${doomed(isDue, mode.untagged)})),
      loose (id) as (select object_id from gc_candidates c where c.kind = 'blob' and ${isDue}
        union select rb.blob_id from gc_candidates c join repository_blobs rb on rb.id = c.object_id where c.kind = 'link' and ${isDue}
        union select ab.blob_id from artifact_blobs ab where ab.artifact_id in (select id from doomed))
      select (select count(*) from doomed) as artifacts, count(*) as blobs, coalesce(sum(b.size), 0) as bytes from blobs b
      where b.id in (select id from loose) and not exists (select 1 from repository_blobs rb where rb.blob_id = b.id and (rb.lease_until > ${nowMs}
        or exists (select 1 from artifact_blobs ab where ab.repository_id = rb.repository_id and ab.blob_id = rb.blob_id
          and ab.artifact_id not in (select id from doomed))))`,
  );
  return found ?? { artifacts: 0, blobs: 0, bytes: 0 };
}

/** Takes keys whose time is up, and that no blob names, for good: a claim is never taken back. */
export function claimTrash(countMax: number): Sql {
  return sql`update trash set claimed = 1 where storage_key in (select storage_key from trash t where t.claimed = 0 and t.delete_after <= ${nowMs}
    and not exists (select 1 from blobs b where b.storage_key = t.storage_key) order by t.delete_after limit ${countMax})`;
}

export async function listClaimedTrash(store: Store, countMax: number): Promise<{ key: string; size: number }[]> {
  return rows(store, sql`select storage_key as key, size from trash where claimed = 1 limit ${countMax}`);
}

/** Once the objects are gone from R2. */
export function forgetTrash(keys: readonly string[]): Sql {
  return sql`delete from trash where claimed = 1 and storage_key in (select value from ${jsonRows(keys)})`;
}

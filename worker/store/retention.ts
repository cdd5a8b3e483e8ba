import { isRecorded } from "./audit.ts";
import { firstRow, rows, rowsOfEach, type Store } from "./db.ts";
import { belongingsOfA, deleteArtifacts, insertDeletionEvents } from "./delete-artifact.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface RetentionPolicyRow {
  readonly id: number;
  readonly projectId: number;
  /** JSON. */
  readonly rules: string;
  /** Of its schedule; null: it has none. */
  readonly cron: string | null;
  readonly scheduleId: number | null;
}

export async function findRetention(store: Store, id: number): Promise<RetentionPolicyRow | null> {
  return firstRow(
    store,
    sql`select p.id, p.project_id as projectId, p.rules, s.cron, s.id as scheduleId from retention_policies p
      left join schedules s on s.kind = 'RETENTION' and s.vendor_id = p.id where p.id = ${id}`,
  );
}

/** Sub-select: the policy's id, within the batch that made it or later. */
export function retentionIdOf(projectId: number): Sql {
  return sql`(select id from retention_policies where project_id = ${projectId})`;
}

/** Fails with UNIQUE when the project has one. The project's metadata name it, as Harbor's tools expect. */
export function insertRetention(projectId: number, rules: string): Sql[] {
  return [
    sql`insert into retention_policies (project_id, rules, created_at, updated_at) values (${projectId}, ${rules}, ${nowMs}, ${nowMs})`,
    sql`insert into project_metadata (project_id, key, value) select ${projectId}, 'retention_id', cast(${retentionIdOf(projectId)} as text)
      where true on conflict (project_id, key) do update set value = excluded.value`,
  ];
}

export function updateRetention(id: number, rules: string): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from retention_policies where id = ${id})`),
    sql`update retention_policies set rules = ${rules}, updated_at = ${nowMs} where id = ${id}`,
  ];
}

export function deleteRetention({ id, projectId }: { id: number; projectId: number }): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from retention_policies where id = ${id})`),
    sql`delete from project_metadata where project_id = ${projectId} and key = 'retention_id'`,
    sql`delete from retention_policies where id = ${id}`,
  ];
}

export interface HeldRepository {
  readonly id: number;
  readonly path: string;
  /** That lists show. */
  readonly artifacts: number;
}

/** Repositories of a project that hold artifacts, behind the id `after`. */
export async function listHeldRepositories(store: Store, projectId: number, after: number, countMax: number): Promise<HeldRepository[]> {
  return rows(
    store,
    sql`select r.id, r.name as path, r.artifact_total as artifacts from repositories r
      where r.project_id = ${projectId} and r.id > ${after} and r.artifact_total > 0 and r.deleted_at is null order by r.id limit ${countMax}`,
  );
}

export interface CandidateRow {
  readonly id: number;
  readonly digest: string;
  /** JSON array of names. */
  readonly tags: string;
  /** The same, with those of what belongs to it. */
  readonly tagsAlong: string;
  readonly pushedAt: number;
  readonly pulledAt: number | null;
  readonly leaseUntil: number;
  readonly isChild: number;
  /** Changes whenever a tag of it, or of what belongs to it, comes, goes or moves. */
  readonly print: string;
  readonly now: number;
}

const belongsTo = sql`x.repository_id = a.repository_id and x.accessory_of = a.digest`;
const print = sql`(select count(*) || ':' || coalesce(sum(version_ms), 0) || ':' || coalesce(sum(version_counter), 0) from tags
  where artifact_id in ${belongingsOfA})`;
const leaseWithBelongings = sql`(select max(lease_until) from artifacts where id in ${belongingsOfA})`;
const isChild = sql`exists (select 1 from artifact_children where child_id = a.id)`;

/** Artifacts that lists show, behind the id `after`, with all that a policy is evaluated on. */
export async function listRetentionCandidates(
  store: Store,
  repositoryId: number,
  after: number,
  countMax: number,
): Promise<CandidateRow[]> {
  return rows(store, candidates(repositoryId, after, countMax));
}

/** The same of each of the repositories, in one round trip. */
export async function listCandidatesOfEach(store: Store, repositoryIds: readonly number[], countMax: number): Promise<CandidateRow[][]> {
  const found = await rowsOfEach(
    store,
    repositoryIds.map((id) => candidates(id, 0, countMax)),
  );
  return found as unknown as CandidateRow[][];
}

function candidates(repositoryId: number, after: number, countMax: number): Sql {
  return sql`select a.id, a.digest, (select json_group_array(name) from tags where artifact_id = a.id) as tags,
    (select json_group_array(name) from tags where artifact_id in ${belongingsOfA}) as tagsAlong,
    max(a.pushed_at, coalesce((select max(pushed_at) from tags where artifact_id = a.id), 0)) as pushedAt, a.pulled_at as pulledAt,
    ${leaseWithBelongings} as leaseUntil,
    ${isChild} as isChild, ${print} as print, ${nowMs} as now
    from artifacts a where a.repository_id = ${repositoryId} and a.listed = 1 and a.id > ${after} order by a.id limit ${countMax}`;
}

/**
 * Deletes those of the artifacts that are as they were when they were evaluated: with the same tags, no index names them, no lease is left
 * on them or on what belongs to them.
 */
export function dropArtifacts(
  dropped: readonly { id: number; print: string }[],
  by: { actor: string; requestId: string; keepMs: number },
): Sql[] {
  const all = sql`(select artifact_id from gc_doomed)`;
  const event = { operation: "delete", resourceType: "artifact" };
  return [
    sql`insert into gc_doomed (artifact_id) with recursive gone (id, repository_id, digest) as (
      select a.id, a.repository_id, a.digest from json_each(${JSON.stringify(dropped)}) j join artifacts a on a.id = j.value ->> 'id'
        where a.lease_until <= ${nowMs} and not ${isChild} and ${print} = j.value ->> 'print'
          and ${leaseWithBelongings} <= ${nowMs}
      union select x.id, x.repository_id, x.digest from gone a join artifacts x on ${belongsTo}
        and x.lease_until <= ${nowMs} and not exists (select 1 from artifact_children where child_id = x.id))
      select id from gone`,
    sql`insert into audit_log (at, actor, project_id, operation, resource_type, resource, description, success, request_id)
      select ${nowMs}, ${by.actor}, r.project_id, ${event.operation}, ${event.resourceType}, p.name || '/' || r.name || '@' || a.digest,
        'retention: ' || coalesce((select group_concat(name, ', ') from tags where artifact_id = a.id), 'untagged'), 1, ${by.requestId}
      from artifacts a join repositories r on r.id = a.repository_id join projects p on p.id = r.project_id
      where a.id in ${all} and ${isRecorded(event)}`,
    insertDeletionEvents(all),
    ...deleteArtifacts(all, { keepMs: by.keepMs, by: by.actor }),
    sql`delete from gc_doomed`,
  ];
}

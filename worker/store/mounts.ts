import { rowsOfEach, type Store } from "./db.ts";
import type { PushStanding } from "./push-standing.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

const sevenDaysMs = 7 * 86_400_000;

/**
 * Condition on `repository_blobs rb` joined with `blobs b`: a pusher may rely on the link. One that no artifact ever used and that
 * was uploaded more than seven days ago counts only while more than half its lease is left, so that it can end.
 */
export function reliable(leaseMs: number): Sql {
  return sql`b.damaged = 0 and (rb.used = 1 or rb.uploaded_at > ${nowMs} - ${sevenDaysMs} or rb.lease_until >= ${nowMs} + ${leaseMs / 2})`;
}

/**
 * Whether the caller may upload at all, and in the same round trip a link to mount from: in one of the `pullable` repositories (full names), in the project itself or in a public one; in
 * `from` alone when it is given.
 */
export async function findMountSource(
  store: Store,
  wanted: { digest: string; from: string | null; pullable: readonly string[]; projectId: number; leaseMs: number },
  standing: Sql,
): Promise<{ standing: PushStanding | null; source: { linkId: number; uploadedAt: number; size: number } | null }> {
  const { from, pullable } = wanted;
  const [held = [], found = []] = await rowsOfEach(store, [
    standing,
    sql`select rb.id as linkId, rb.uploaded_at as uploadedAt, b.size
      from blobs b
      join repository_blobs rb on rb.blob_id = b.id
      join repositories r on r.id = rb.repository_id
      join projects p on p.id = r.project_id
      where b.digest = ${wanted.digest} and r.deleted_at is null and ${reliable(wanted.leaseMs)}
        and (${from} is null or p.name || '/' || r.name = ${from})
        and (p.id = ${wanted.projectId} or p.public = 1
          or p.name || '/' || r.name in (select value from ${jsonRows(pullable)}))
      order by rb.used desc, rb.uploaded_at desc limit 1`,
  ]);
  const [source] = found as unknown as { linkId: number; uploadedAt: number; size: number }[];
  return { standing: (held[0] as unknown as PushStanding | undefined) ?? null, source: source ?? null };
}

/** Condition: the source link is still there and may still be relied on. */
export function stillMountable(linkId: number, leaseMs: number): Sql {
  return sql`exists (select 1 from repository_blobs rb join blobs b on b.id = rb.blob_id
    where rb.id = ${linkId} and ${reliable(leaseMs)})`;
}

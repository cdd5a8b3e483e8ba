import { nowMs, type Sql, sql } from "./sql.ts";
import { forgetDeleted } from "./deleted-artifacts.ts";
import { forgetPullEvents } from "./pull-events.ts";
import { forgetPulled } from "./pulled-repositories.ts";

const rowsEach = 5000;

/** Statements that forget what is older than it is of use, a bounded number of rows at a time. */
export function forgetOld(ages: {
  auditMs: number;
  outboxMs: number;
  deletedTagMs: number;
  pullEventMs: number;
  deletedArtifactMs: number;
}): Sql[] {
  return [
    sql`delete from audit_log where id in (select id from audit_log where at < ${nowMs} - ${ages.auditMs} order by at limit ${rowsEach})`,
    sql`delete from outbox where id in (select id from outbox where at < ${nowMs} - ${ages.outboxMs} order by id limit ${rowsEach})`,
    sql`delete from tags where id in (select id from tags where deleted_at < ${nowMs} - ${ages.deletedTagMs} limit ${rowsEach})`,
    forgetPulled(rowsEach / 10),
    forgetPullEvents(ages.pullEventMs),
    ...forgetDeleted(
      sql`(select id from deleted_artifacts where deleted_at < ${nowMs} - ${ages.deletedArtifactMs} order by deleted_at limit ${rowsEach / 10})`,
    ),
  ];
}

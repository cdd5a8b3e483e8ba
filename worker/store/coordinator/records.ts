/**
 * The tables inside a repository's Durable Object: upload sessions, their parts, every R2 key handed out, and the finishes begun.
 * docs/storage.md says what each field is for and when it goes.
 */
import type { Finish, ObjectRecord, Part, Session } from "./upload-types.ts";

/** Of a session: it has an object whose fate is not decided. */
const waiting = "exists (select 1 from objects o where o.session_id = sessions.id and o.delete_at is null)";

export class CoordinatorRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`
      create table if not exists sessions (id text primary key, state text not null, expires_at integer not null,
        finished_at integer, record text not null);
      create table if not exists parts (session_id text not null, number integer not null, etag text not null,
        primary key (session_id, number)) without rowid;
      create table if not exists objects (key text primary key, session_id text not null, upload_id text,
        delete_at integer, deletions integer not null default 0) without rowid;
      create index if not exists objects_by_session on objects (session_id);
      create index if not exists objects_due on objects (delete_at) where delete_at is not null;
      create table if not exists finishes (session_id text not null, epoch integer not null, key text not null, outcome text,
        primary key (session_id, epoch)) without rowid;
      create index if not exists finishes_by_key on finishes (key);
    `);
  }

  findSession(id: string): Session | null {
    const [row] = this.#sql.exec<{ record: string }>("select record from sessions where id = ?", id);
    return row ? (JSON.parse(row.record) as Session) : null;
  }

  saveSession(session: Session): void {
    this.#sql.exec(
      "insert or replace into sessions (id, state, expires_at, finished_at, record) values (?, ?, ?, ?, ?)",
      session.id,
      session.state,
      session.expiresAtMs,
      session.finishedAtMs,
      JSON.stringify(session),
    );
  }

  listParts(sessionId: string): Part[] {
    return [
      ...this.#sql.exec<{ number: number; etag: string }>("select number, etag from parts where session_id = ? order by number", sessionId),
    ];
  }

  addParts(sessionId: string, parts: readonly Part[]): void {
    for (const part of parts) {
      this.#sql.exec("insert into parts (session_id, number, etag) values (?, ?, ?)", sessionId, part.number, part.etag);
    }
  }

  addObject(key: string, sessionId: string): void {
    this.#sql.exec("insert or ignore into objects (key, session_id) values (?, ?)", key, sessionId);
  }

  setUploadId(key: string, uploadId: string): void {
    this.#sql.exec("update objects set upload_id = ? where key = ?", uploadId, key);
  }

  findObject(key: string): ObjectRecord | null {
    return this.#objects("where key = ?", key)[0] ?? null;
  }

  objectsOf(sessionId: string): ObjectRecord[] {
    return this.#objects("where session_id = ?", sessionId);
  }

  objectsDue(nowMs: number, countMax: number): ObjectRecord[] {
    return this.#objects("where delete_at <= ? order by delete_at limit ?", nowMs, countMax);
  }

  scheduleDeletion(key: string, deleteAtMs: number, deletions: number): void {
    this.#sql.exec("update objects set delete_at = ?, deletions = ? where key = ?", deleteAtMs, deletions, key);
  }

  /** D1 knows the key now, or it was never written to. */
  forgetObject(key: string): void {
    this.#sql.exec("delete from objects where key = ?", key);
    this.#sql.exec("delete from finishes where key = ?", key);
  }

  addFinish(sessionId: string, epoch: number, key: string): void {
    this.#sql.exec("insert into finishes (session_id, epoch, key) values (?, ?, ?)", sessionId, epoch, key);
  }

  setFinishOutcome(sessionId: string, epoch: number, outcome: NonNullable<Finish["outcome"]>): void {
    this.#sql.exec("update finishes set outcome = ? where session_id = ? and epoch = ?", outcome, sessionId, epoch);
  }

  findFinishKey(sessionId: string, epoch: number): string | null {
    const [row] = this.#sql.exec<{ key: string }>("select key from finishes where session_id = ? and epoch = ?", sessionId, epoch);
    return row?.key ?? null;
  }

  finishesOn(key: string): Finish[] {
    return [
      ...this.#sql.exec<Record<string, SqlStorageValue>>("select key, outcome from finishes where key = ?", key),
    ] as unknown as Finish[];
  }

  /** Ids of sessions to end: expired before `expiredMs`, or finished before `finishedMs` with no object left in waiting. */
  sessionsOver(expiredMs: number, finishedMs: number, countMax: number): string[] {
    const rows = this.#sql.exec<{ id: string }>(
      `select id from sessions where expires_at <= ? or (finished_at <= ? and not ${waiting}) limit ?`,
      expiredMs,
      finishedMs,
      countMax,
    );
    return [...rows].map((row) => row.id);
  }

  /** The session and its parts; its objects stay until they are deleted. */
  forgetSession(id: string): void {
    this.#sql.exec("delete from parts where session_id = ?", id);
    this.#sql.exec("delete from sessions where id = ?", id);
  }

  /** When there is next something to do, given how long after its end a session is kept; null: never. */
  nextDueMs(keep: { marginMs: number; finishedMs: number }): number | null {
    const row = this.#sql
      .exec<{ due: number | null }>(
        `select min(due) as due from (
          select min(expires_at) + ? as due from sessions where finished_at is null or ${waiting}
          union all select min(finished_at) + ? from sessions where finished_at is not null and not ${waiting}
          union all select min(delete_at) from objects where delete_at is not null)`,
        keep.marginMs,
        keep.finishedMs,
      )
      .one();
    return row.due;
  }

  #objects(where: string, ...params: SqlStorageValue[]): ObjectRecord[] {
    return [
      ...this.#sql.exec<Record<string, SqlStorageValue>>(
        `select key, session_id as sessionId, upload_id as uploadId, delete_at as deleteAtMs, deletions from objects ${where}`,
        ...params,
      ),
    ] as unknown as ObjectRecord[];
  }
}

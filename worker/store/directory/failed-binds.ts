/** The table inside of a DirectoryBridge: when the directory said no to a name. */
export class FailedBinds {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`create table if not exists failed_binds (name text not null, at integer not null);
      create index if not exists failed_binds_by_name on failed_binds (name, at);
      create index if not exists failed_binds_by_time on failed_binds (at);`);
  }

  /** Times since then, the newest first. */
  since(name: string, timeMs: number): number[] {
    return this.#sql
      .exec<{ at: number }>("select at from failed_binds where name = ? and at > ? order by at desc limit 200", name, timeMs)
      .toArray()
      .map(({ at }) => at);
  }

  add(name: string, nowMs: number): void {
    this.#sql.exec("insert into failed_binds (name, at) values (?, ?)", name, nowMs);
  }

  forget(name: string): void {
    this.#sql.exec("delete from failed_binds where name = ?", name);
  }

  forgetBefore(timeMs: number): void {
    this.#sql.exec("delete from failed_binds where at <= ?", timeMs);
  }

  /** Null: there is none. */
  oldest(): number | null {
    return this.#sql.exec<{ at: number | null }>("select min(at) as at from failed_binds").one().at;
  }
}

/** The table inside of a DirectoryBridge: when the directory said no to a name. */
export class FailedBinds {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`create table if not exists refused_binds (name text not null, spelling text not null, at integer not null);
      create index if not exists refused_binds_by_name on refused_binds (name, at);
      create index if not exists refused_binds_by_time on refused_binds (at);`);
  }

  /** Times since then of all spellings of a name, the newest first. */
  since(name: string, timeMs: number): number[] {
    return this.#sql
      .exec<{ at: number }>("select at from refused_binds where name = ? and at > ? order by at desc limit 200", name, timeMs)
      .toArray()
      .map(({ at }) => at);
  }

  add(name: string, spelling: string, nowMs: number): void {
    this.#sql.exec("insert into refused_binds (name, spelling, at) values (?, ?, ?)", name, spelling, nowMs);
  }

  /** Of these spellings alone: where a directory tells them apart, the others are other people's. */
  forget(name: string, spellings: readonly string[]): void {
    for (const spelling of spellings) this.#sql.exec("delete from refused_binds where name = ? and spelling = ?", name, spelling);
  }

  forgetBefore(timeMs: number): void {
    this.#sql.exec("delete from refused_binds where at <= ?", timeMs);
  }

  /** Null: there is none. */
  oldest(): number | null {
    return this.#sql.exec<{ at: number | null }>("select min(at) as at from refused_binds").one().at;
  }
}

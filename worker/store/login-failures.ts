/** The table inside of a LoginGuard: failures by account name. */
export class LoginFailures {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`create table if not exists failures (account text primary key, count integer not null, last_at integer not null)
      without rowid;`);
  }

  find(account: string): { count: number; lastMs: number } {
    const [row] = this.#sql.exec<{ count: number; lastMs: number }>(
      "select count, last_at as lastMs from failures where account = ?",
      account,
    );
    return row ?? { count: 0, lastMs: 0 };
  }

  /** Of all accounts together. */
  total(): { count: number; lastMs: number } {
    return this.#sql
      .exec<{ count: number; lastMs: number }>("select coalesce(sum(count), 0) as count, coalesce(max(last_at), 0) as lastMs from failures")
      .one();
  }

  add(account: string, nowMs: number): void {
    this.#sql.exec(
      `insert into failures (account, count, last_at) values (?, 1, ?)
        on conflict (account) do update set count = count + 1, last_at = excluded.last_at`,
      account,
      nowMs,
    );
  }

  forget(account: string): void {
    this.#sql.exec("delete from failures where account = ?", account);
  }

  forgetBefore(timeMs: number): void {
    this.#sql.exec("delete from failures where last_at < ?", timeMs);
  }
}

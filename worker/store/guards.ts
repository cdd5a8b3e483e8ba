import type { GuardName } from "./failures.ts";
import { type Sql, sql } from "./sql.ts";

/**
 * A statement that breaks the batch with the guard's name unless `condition` holds when the batch commits. It writes nothing when
 * it holds. SQLite knows no RAISE outside triggers, and a CHECK may not ask for the time, so the CHECK refuses a name instead.
 */
export function guard(name: GuardName, condition: Sql): Sql {
  return guardEither([[name, condition]]);
}

/** The same for several conditions: the first that does not hold gives the name. */
export function guardEither(conditions: readonly (readonly [name: GuardName, condition: Sql])[]): Sql {
  const rows = conditions.map(([name, condition]) => sql`select ${name} where not (${condition})`);
  const all = rows.reduce((before, row) => sql`${before} union all ${row}`);
  return sql`insert into commit_guards (broken) select * from (${all}) limit 1`;
}

import type { GuardName } from "./failures.ts";
import { type Sql, sql } from "./sql.ts";

/**
 * A statement that breaks the batch with the guard's name unless `condition` holds when the batch commits. It writes nothing when
 * it holds. SQLite knows no RAISE outside triggers, and a CHECK may not ask for the time, so the CHECK refuses a name instead.
 */
export function guard(name: GuardName, condition: Sql): Sql {
  return sql`insert into commit_guards (broken) select ${name} where not (${condition})`;
}

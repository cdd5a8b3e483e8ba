import { type Sql, sql } from "./sql.ts";

type Kind =
  | "projects"
  | "repositories"
  | "artifacts"
  | "stored_bytes"
  | "users"
  | "user_groups"
  | "members"
  | "robots"
  | "audit_log"
  | "audit_log_refused";

/** Expression: how many rows of a kind there are, on the site or in a project; triggers keep it. For totals of lists without a filter. */
export function storedCount(kind: Kind, scope = 0): Sql {
  return sql`coalesce((select value from row_counts where kind = ${kind} and scope = ${scope}), 0)`;
}

/** A piece of SQL with its parameters; pieces nest in pieces. */
export interface Sql {
  readonly text: string;
  readonly params: readonly SqlValue[];
  /** Writes an event, which somebody may wait for. */
  readonly isEvent?: true;
}

export type SqlValue = string | number | null;

/**
 * Template tag: values become bound parameters, nested `Sql` is spliced in. Text only ever comes from the program, so a value can
 * never become SQL.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (SqlValue | boolean | Sql)[]): Sql {
  let text = strings[0] ?? "";
  const params: SqlValue[] = [];
  values.forEach((value, i) => {
    if (typeof value === "object" && value !== null) {
      text += value.text;
      params.push(...value.params);
    } else {
      text += "?";
      params.push(typeof value === "boolean" ? Number(value) : value);
    }
    text += strings[i + 1] ?? "";
  });
  return { text, params };
}

/** The database's own clock in milliseconds. Leases and expiries are compared with it, never with a caller's clock. */
export const nowMs: Sql = sql`cast(unixepoch('subsec') * 1000 as integer)`;

/** The elements of a JSON array as rows of one column `value`: the way past D1's hundred parameters. */
export function jsonRows(values: readonly (string | number)[]): Sql {
  return sql`json_each(${JSON.stringify(values)})`;
}

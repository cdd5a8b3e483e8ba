/** Harbor's `q`, already taken apart, as conditions on the columns of one list. */
import { type Sql, sql } from "./sql.ts";

export type QueryElement = string | number;

export type QueryValue =
  | { readonly kind: "exact"; readonly value: string }
  | { readonly kind: "contains"; readonly value: string }
  | { readonly kind: "range"; readonly min: QueryElement | null; readonly max: QueryElement | null }
  | { readonly kind: "any" | "all"; readonly values: readonly QueryElement[] };

export interface QueryTerm {
  /** In snake case. */
  readonly key: string;
  readonly value: QueryValue;
}

/** A column by its type, or a condition of its own. */
export type FilterField =
  | { readonly column: Sql; readonly type: "text" | "number" | "boolean" }
  /** Milliseconds; asked for as `2026-11-24T10:00:00`, in UTC. */
  | { readonly column: Sql; readonly type: "time" }
  | ((value: QueryValue) => Sql);

/** Conditions for the terms whose key the list knows; the others are ignored, as Harbor ignores them. */
export function conditionsOf(terms: readonly QueryTerm[], fields: Readonly<Record<string, FilterField>>): Sql[] {
  return terms.flatMap(({ key, value }) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field) return [];
    return [typeof field === "function" ? field(value) : condition(field.column, field.type, value)];
  });
}

function condition(column: Sql, type: "text" | "number" | "boolean" | "time", value: QueryValue): Sql {
  const read = (element: QueryElement) => elementOf(type, element);
  switch (value.kind) {
    case "exact":
      return sql`${column} = ${read(value.value)}`;
    case "contains":
      return sql`instr(lower(${column}), lower(${value.value})) > 0`;
    case "range": {
      const least = value.min === null ? sql`1` : sql`${column} >= ${read(value.min)}`;
      const most = value.max === null ? sql`1` : sql`${column} <= ${read(value.max)}`;
      return sql`(${least} and ${most})`;
    }
    case "any":
    case "all":
      return sql`${column} in (select value from json_each(${JSON.stringify(value.values.map(read))}))`;
  }
}

function elementOf(type: "text" | "number" | "boolean" | "time", element: QueryElement): string | number {
  if (type === "text") return String(element);
  if (type === "boolean") return element === "true" || element === "1" || element === 1 ? 1 : 0;
  if (type === "number") return Number.isFinite(Number(element)) ? Number(element) : -1;
  const ms = typeof element === "number" ? element * 1000 : Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(element) ? element : `${element}Z`);
  return Number.isFinite(ms) ? ms : -1;
}

/** Text that any three of whose letters are indexed (FTS5, trigram): a phrase to match, or null when it is too short for that. */
export function trigramPhrase(text: string): string | null {
  return text.length < 3 ? null : `"${text.replaceAll('"', '""')}"`;
}

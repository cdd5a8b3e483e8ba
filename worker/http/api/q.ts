import { DomainError } from "../../domain/errors.ts";
import type { QueryElement, QueryTerm, QueryValue } from "../../store/filters.ts";

/**
 * Harbor's `q` (2.16, `src/lib/q`): `key=value` by commas; `~value` contains, `\value` literal, `{a b}` any of, `(a b)` all of,
 * `[a~b]` a range. It is unescaped once more than the URL is.
 *
 * @throws DomainError BAD_REQUEST
 */
export function parseQ(text: string | undefined): QueryTerm[] {
  return unescaped(text ?? "")
    .split(",")
    .filter((term) => term.trim() !== "")
    .map((term) => {
      const equals = term.indexOf("=");
      const [key, value] = [term.slice(0, equals).trim(), term.slice(equals + 1).trim()];
      if (equals < 1 || value === "") throw invalid(term);
      return { key: snakeCase(key), value: valueOf(value, term) };
    });
}

function valueOf(text: string, term: string): QueryValue {
  const inner = text.slice(1, -1);
  if (text.startsWith("\\")) return { kind: "exact", value: text.slice(1) };
  if (text.startsWith("~")) return { kind: "contains", value: text.slice(1) };
  if (text.startsWith("[")) {
    const ends = text.endsWith("]") ? inner.split("~") : [];
    const [min = "", max = ""] = ends;
    if (ends.length !== 2 || (min === "" && max === "")) throw invalid(term);
    return { kind: "range", min: min === "" ? null : elementOf(min), max: max === "" ? null : elementOf(max) };
  }
  if (text.startsWith("{") || text.startsWith("(")) {
    if (!text.endsWith(text.startsWith("{") ? "}" : ")")) throw invalid(term);
    const values = inner.split(" ").filter((value) => value !== "");
    if (values.length === 0) throw invalid(term);
    return { kind: text.startsWith("{") ? "any" : "all", values: values.map(elementOf) };
  }
  return { kind: "exact", value: text };
}

/** Within lists and ranges quotes keep a number a text. */
function elementOf(text: string): QueryElement {
  const trimmed = text.trim();
  if (/^'.*'$|^".*"$/.test(trimmed)) return trimmed.slice(1, -1);
  return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** `ProjectID` and `project_id` are one key. */
function snakeCase(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(text);
  }
}

function invalid(term: string): DomainError {
  return new DomainError("BAD_REQUEST", { message: `invalid query: ${term}` });
}

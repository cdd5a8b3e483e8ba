import { DomainError } from "../../domain/errors.ts";

/** Harbor's `q`: `key=value` by commas; `~value` contains, `\value` literal, `{a b}` any of, `(a b)` all of, `[a~b]` a range. */
export interface Query {
  /** A value given as it is, or null. */
  exact(key: string): string | null;
  /** A value given with `~`, or null. */
  contains(key: string): string | null;
  boolean(key: string): boolean | null;
}

/** @throws DomainError BAD_REQUEST */
export function parseQ(text: string | undefined): Query {
  const values = new Map<string, string>();
  for (const term of splitTerms(text ?? "")) {
    const equals = term.indexOf("=");
    const [key, value] = [term.slice(0, equals).trim(), term.slice(equals + 1).trim()];
    if (equals < 1 || value === "") throw new DomainError("BAD_REQUEST", { message: `invalid query: ${term}` });
    values.set(key, value);
  }
  const exact = (key: string): string | null => {
    const value = values.get(key);
    if (value === undefined || /^[~[{(]/.test(value)) return null;
    return value.replace(/^\\/, "").replace(/^'(.*)'$/, "$1");
  };
  return {
    exact,
    contains: (key) => (values.get(key)?.startsWith("~") ? (values.get(key) ?? "").slice(1) : null),
    boolean: (key) => (exact(key) === null ? null : exact(key) === "true"),
  };
}

function splitTerms(text: string): string[] {
  return text.split(",").filter((term) => term.trim() !== "");
}

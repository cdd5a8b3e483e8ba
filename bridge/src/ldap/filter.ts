import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  type Filter,
  FilterParser,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from "ldapts";
import { DirectoryFault } from "../protocol/faults.ts";
import { type Entry, valuesOf } from "./entry.ts";

/**
 * Filters are built as trees, whose values travel as bytes of their own: whatever somebody types as a name can never become a part of the
 * filter. Only what an administrator configured is parsed (RFC 4515).
 */
export function parseFilter(text: string): Filter | null {
  if (text.trim() === "") return null;
  // The library takes a filter whose last parentheses are missing.
  const count = (parenthesis: string) => text.split(parenthesis).length;
  if (count("(") !== count(")")) throw new DirectoryFault("filter_bad", "its parentheses are not balanced");
  try {
    return FilterParser.parseString(text.trim());
  } catch (error) {
    throw new DirectoryFault("filter_bad", error instanceof Error ? error.message : String(error), { cause: error });
  }
}

export function equals(attribute: string, value: string): Filter {
  return new EqualityFilter({ attribute, value });
}

export function contains(attribute: string, text: string): Filter {
  return text === "" ? new PresenceFilter({ attribute }) : new SubstringFilter({ attribute, any: [text] });
}

/** `LDAP_MATCHING_RULE_IN_CHAIN` of Active Directory: the member itself, or a member of a member. */
export function inChain(attribute: string, dn: string): Filter {
  return new ExtensibleFilter({ matchType: attribute, rule: "1.2.840.113556.1.4.1941", value: dn });
}

export function allOf(...filters: readonly (Filter | null)[]): Filter {
  const given = filters.filter((filter) => filter !== null);
  return given.length === 1 && given[0] ? given[0] : new AndFilter({ filters: given });
}

export function anyOf(filters: readonly Filter[]): Filter {
  return filters.length === 1 && filters[0] ? filters[0] : new OrFilter({ filters: [...filters] });
}

/** The attributes that a filter looks at. */
export function attributesIn(filter: Filter | null): string[] {
  if (filter === null) return [];
  if (filter instanceof AndFilter || filter instanceof OrFilter) return filter.filters.flatMap(attributesIn);
  if (filter instanceof NotFilter) return attributesIn(filter.filter);
  return "attribute" in filter && typeof filter.attribute === "string" ? [filter.attribute] : [];
}

/** Whether an entry that was read with those attributes passes the filter; null: only the directory can say. */
export function passes(filter: Filter | null, entry: Entry): boolean | null {
  if (filter === null) return true;
  if (filter instanceof AndFilter) return every(filter.filters.map((part) => passes(part, entry)));
  if (filter instanceof OrFilter) return not(every(filter.filters.map((part) => not(passes(part, entry)))));
  if (filter instanceof NotFilter) return not(passes(filter.filter, entry));
  if (filter instanceof PresenceFilter) return valuesOf(entry, filter.attribute).length > 0;
  if (filter instanceof EqualityFilter) {
    const wanted = String(filter.value).toLowerCase();
    return valuesOf(entry, filter.attribute).some((value) => value.toLowerCase() === wanted) || null;
  }
  return null;
}

function every(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

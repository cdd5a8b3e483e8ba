/** What of the audit log is shown. It stands in the address: `?since=7d&user=alice&result=refused`. */
import { contains } from "../../api/q-term.ts";
import { type ListSearch, listSearch } from "../../components/list-search.ts";

export const spans = { "1h": 3_600_000, "24h": 86_400_000, "7d": 604_800_000, "30d": 2_592_000_000 } as const;
type Span = keyof typeof spans;

export interface AuditFilter {
  /** The last hours or days. */
  readonly since?: Span | undefined;
  /** Days, as `2026-11-24`, in the person's time zone; both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly user?: string | undefined;
  readonly operation?: string | undefined;
  readonly type?: string | undefined;
  readonly resource?: string | undefined;
  readonly result?: "done" | "refused" | undefined;
}

export interface AuditSearch extends ListSearch, AuditFilter {
  /** The entry that is looked at. */
  readonly entry?: number | undefined;
}

/** For a route's `validateSearch`. */
export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const { since, from, to, result, entry } = search;
  const days = isDay(from) && isDay(to) ? { from, to } : {};
  return {
    ...listSearch(search),
    ...(isSpan(since) ? { since } : days),
    ...texts(search),
    ...(result === "done" || result === "refused" ? { result } : {}),
    ...(typeof entry === "number" ? { entry } : {}),
  };
}

export function filterOf({ since, from, to, user, operation, type, resource, result }: AuditSearch): AuditFilter {
  return { since, from, to, user, operation, type, resource, result };
}

export function isNarrowed(filter: AuditFilter): boolean {
  return Object.values(filterOf(filter)).some((value) => value !== undefined);
}

/** The API's `q`. @param until nothing newer: pages of a log that grows stay in their places */
export function auditQ(filter: AuditFilter, now: Date, until?: Date): string | undefined {
  const { user, operation, type, resource, result } = filter;
  const terms = [
    timeTerm(filter, now, until),
    contains("username", user),
    operation && `operation=${encodeURIComponent(operation)}`,
    type && `resource_type=${encodeURIComponent(type)}`,
    contains("resource", resource),
    result && `operation_result=${result === "done"}`,
  ].filter((term) => typeof term === "string" && term !== "");
  return terms.length === 0 ? undefined : terms.join(",");
}

function timeTerm({ since, from, to }: AuditFilter, now: Date, until?: Date): string | null {
  const first = since ? new Date(now.getTime() - spans[since]) : from ? new Date(`${from}T00:00:00`) : null;
  const last = to && !since ? new Date(`${to}T23:59:59.999`) : null;
  const end = last && until ? new Date(Math.min(last.getTime(), until.getTime())) : (last ?? until ?? null);
  if (first === null && end === null) return null;
  return `op_time=[${first?.toISOString() ?? ""}~${end?.toISOString() ?? ""}]`;
}

function texts(search: Record<string, unknown>): Pick<AuditFilter, "user" | "operation" | "type" | "resource"> {
  const given = (["user", "operation", "type", "resource"] as const).flatMap((name) => {
    const value = search[name];
    // The address knows no types: somebody called 42 comes as a number.
    return typeof value === "string" || typeof value === "number" ? [[name, String(value)] as const] : [];
  });
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

function isSpan(value: unknown): value is Span {
  return typeof value === "string" && Object.hasOwn(spans, value);
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** The entries that a filter finds, as a file. Fetched page by page by the browser, up to a bound. */
import { list } from "../../api/client.ts";
import type { AuditEntry } from "../../api/types.ts";
import { type AuditFilter, auditQ } from "./audit-search.ts";
import { auditPath, type AuditScope } from "./queries.ts";

export const exportedMax = 20_000;
const pageSize = 100;

interface ExportRequest {
  readonly scope: AuditScope;
  readonly filter: AuditFilter;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Exported {
  readonly entries: readonly AuditEntry[];
  /** What the filter finds; more than the entries when it was cut. */
  readonly total: number;
}

/** @throws ApiError, and what the signal was aborted with */
export async function fetchEntries({ scope, filter, signal, onProgress }: ExportRequest): Promise<Exported> {
  // What happens meanwhile would push entries onto the next page, where they would come twice.
  const now = new Date();
  const q = auditQ(filter, now, now);
  const entries = new Map<number, AuditEntry>();
  for (let page = 1; ; page += 1) {
    signal.throwIfAborted();
    const { items, total } = await list<AuditEntry>(auditPath(scope), { q, page, page_size: pageSize }, signal);
    for (const entry of items) entries.set(entry.id, entry);
    onProgress(entries.size, Math.min(total, exportedMax));
    if (items.length < pageSize || entries.size >= exportedMax) return { entries: [...entries.values()].slice(0, exportedMax), total };
  }
}

const columns = [
  "op_time",
  "username",
  "operation",
  "resource_type",
  "resource",
  "operation_result",
  "operation_description",
  "id",
] as const;

/** RFC 4180, with the API's names; nothing in it is a formula to a spreadsheet. */
export function csvOf(entries: readonly AuditEntry[]): string {
  const lines = entries.map((entry) => columns.map((name) => cell(String(entry[name]))));
  return [columns.join(","), ...lines.map((line) => line.join(","))].map((line) => `${line}\r\n`).join("");
}

export function jsonOf(entries: readonly AuditEntry[]): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** A spreadsheet takes what begins with one of these for a formula (OWASP, "CSV Injection"); an apostrophe makes it a text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Headers of a change that one site brings to another; they count only with credentials that are marked as a site's. */
import { DomainError } from "../../domain/errors.ts";
import type { Arrival, Origin } from "../../domain/tags/receive-tag.ts";
import { formatSeen, formatVersion, parseSeen, parseVersion, type VersionedChange } from "../../domain/tags/version.ts";

const headers = { origin: "Roadstead-Origin", seen: "Roadstead-Seen", via: "Roadstead-Via" } as const;

/** @throws DomainError BAD_REQUEST */
export function originOf(request: Request): Origin | null {
  const text = request.headers.get(headers.origin);
  if (text === null) return null;
  const version = parseVersion(text);
  const seen = parseSeen(request.headers.get(headers.seen) ?? "");
  const via = request.headers.get(headers.via) ?? version?.site ?? "";
  if (!version || !seen || !/^[A-Za-z0-9-]{1,64}$/.test(via)) {
    throw new DomainError("BAD_REQUEST", { message: `${headers.origin} must be <site id>;<milliseconds>;<counter>` });
  }
  return { version, seen, via };
}

/** Whether another site asks, who wants to know the versions of tags. */
export function asksForVersions(request: Request): boolean {
  return request.headers.has(headers.via);
}

export function versionHeaders({ version, seen }: VersionedChange): Record<string, string> {
  return { [headers.origin]: formatVersion(version), [headers.seen]: formatSeen(seen) };
}

/** What the sender is told: the version that stays when its own was older, and the one that it did not know of. */
export function arrivalHeaders(arrival: Arrival | null): Record<string, string> {
  if (!arrival?.before) return {};
  const before = formatVersion(arrival.before);
  const { applies, isConflict } = arrival.reception;
  return { ...(applies ? {} : { "Roadstead-Kept": before }), ...(isConflict ? { "Roadstead-Conflict": before } : {}) };
}

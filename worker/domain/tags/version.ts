/**
 * Versions of tags between sites (design invariant 6). A tag's version is a hybrid clock and the site that made it; the greatest wins, wherever
 * and in whatever order changes arrive. Each version comes with what its maker had seen of every site, which tells a successor from a conflict.
 */
export interface TagVersion {
  readonly ms: number;
  readonly counter: number;
  readonly site: string;
}

/** The newest version known of each site. */
export type Seen = Readonly<Record<string, TagVersion>>;

/** A version with its history, as it goes from site to site. */
export interface VersionedChange {
  readonly version: TagVersion;
  readonly seen: Seen;
}

const pattern = /^([A-Za-z0-9-]{1,64});(\d{1,15});(\d{1,15})$/;
const sitesMax = 64;

/** `Roadstead-Origin: <site id>;<hybrid clock ms>;<counter>`. */
export function formatVersion({ site, ms, counter }: TagVersion): string {
  return `${site};${ms};${counter}`;
}

/** Null when it does not parse. */
export function parseVersion(text: string): TagVersion | null {
  const [, site, ms, counter] = pattern.exec(text.trim()) ?? [];
  return site === undefined ? null : { site, ms: Number(ms), counter: Number(counter) };
}

export function formatSeen(seen: Seen): string {
  return Object.values(seen).map(formatVersion).join(", ");
}

/** Null when it does not parse. */
export function parseSeen(text: string): Seen | null {
  const versions = text.split(",").flatMap((part) => (part.trim() === "" ? [] : [parseVersion(part)]));
  if (versions.length > sitesMax || versions.includes(null)) return null;
  return versions.reduce<Seen>((seen, version) => (version ? withVersion(seen, version) : seen), {});
}

/** Below zero: `a` is older. Two versions of one site are never the same and made at different places. */
export function compareVersions(a: TagVersion, b: TagVersion): number {
  if (a.ms !== b.ms) return a.ms - b.ms;
  if (a.counter !== b.counter) return a.counter - b.counter;
  return a.site < b.site ? -1 : Number(a.site > b.site);
}

function withVersion(seen: Seen, version: TagVersion): Seen {
  const known = seen[version.site];
  return known && compareVersions(known, version) >= 0 ? seen : { ...seen, [version.site]: version };
}

function hasSeen(seen: Seen, version: TagVersion): boolean {
  const known = seen[version.site];
  return known !== undefined && compareVersions(known, version) >= 0;
}

/** Of more sites than a header may name, those that changed the tag last. */
function newest(seen: Seen): Seen {
  const versions = Object.values(seen);
  if (versions.length < sitesMax) return seen;
  const kept = versions.toSorted((a, b) => compareVersions(b, a)).slice(0, sitesMax - 1);
  return Object.fromEntries(kept.map((version) => [version.site, version]));
}

export interface Reception {
  /** It is greater than what is here, and takes its place. */
  readonly applies: boolean;
  /** Both sites changed the tag without knowing of each other. */
  readonly isConflict: boolean;
  /** What the tag here has seen from now on. */
  readonly seen: Seen;
}

/** What becomes of a change that arrives. `here`: null when the tag was never there. */
export function receive(here: VersionedChange | null, incoming: VersionedChange): Reception {
  const incomingSeen = withVersion(incoming.seen, incoming.version);
  if (!here) return { applies: true, isConflict: false, seen: incomingSeen };
  const seen = newest(Object.values(incomingSeen).reduce<Seen>(withVersion, withVersion(here.seen, here.version)));
  // It came before, or something that was made with knowledge of it.
  if (hasSeen(here.seen, incoming.version) || compareVersions(here.version, incoming.version) === 0) {
    return { applies: false, isConflict: false, seen };
  }
  return { applies: compareVersions(incoming.version, here.version) > 0, isConflict: !hasSeen(incomingSeen, here.version), seen };
}

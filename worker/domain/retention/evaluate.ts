/** Which artifacts of a repository a policy keeps. Pure: the same rules, artifacts and time give the same answer. */
import { type Selectors, selectsRepository, selectsTags } from "../selectors/selectors.ts";
import { describeRule, type RetentionRule } from "./rules.ts";

export interface Candidate {
  readonly id: number;
  readonly digest: string;
  readonly tags: readonly string[];
  /** The last time that it, or a tag to it, was pushed. */
  readonly pushedAt: number;
  readonly pulledAt: number | null;
  /** No collector takes it, or what belongs to it, before. */
  readonly leaseUntil: number;
  /** An index names it. */
  readonly isChild: boolean;
  /** A rule of the project makes one of its tags, or of what belongs to it, immutable. */
  readonly isImmutable: boolean;
}

export interface Decision {
  readonly candidate: Candidate;
  readonly isKept: boolean;
  /** For people: which rule, or what else, keeps it; or that none does. */
  readonly reason: string;
}

const dayMs = 86_400_000;

/** Rules that are on and whose scope the repository is in. Without one, nothing in the repository is touched. */
export function rulesFor(rules: readonly RetentionRule[], path: string): RetentionRule[] {
  return rules.filter((rule) => !rule.disabled && selectsRepository(rule.selectors, path));
}

/** An artifact stays when any of the rules keeps it (Harbor's algorithm `or`), or when it may not go. */
export function evaluate(rules: readonly RetentionRule[], candidates: readonly Candidate[], nowMs: number): Decision[] {
  const keptBy = new Map<number, string>();
  for (const [index, rule] of rules.entries()) {
    for (const { id } of keeps(rule, candidates, nowMs)) {
      if (!keptBy.has(id)) keptBy.set(id, `rule ${index + 1}: ${describeRule(rule)}`);
    }
  }
  return candidates.map((candidate) => {
    const reason = keptBy.get(candidate.id) ?? untouchable(candidate, nowMs);
    return { candidate, isKept: reason !== null, reason: reason ?? "no rule keeps it" };
  });
}

function keeps({ template, amount, selectors }: RetentionRule, candidates: readonly Candidate[], nowMs: number): readonly Candidate[] {
  const selected = select(selectors, candidates);
  const sinceMs = nowMs - amount * dayMs;
  switch (template) {
    case "latestPushedK":
      return newest(selected, amount, ({ pushedAt }) => pushedAt);
    case "latestPulledN":
      return newest(selected, amount, ({ pulledAt }) => pulledAt ?? 0);
    case "nDaysSinceLastPush":
      return selected.filter(({ pushedAt }) => pushedAt >= sinceMs);
    case "nDaysSinceLastPull":
      return selected.filter(({ pulledAt }) => pulledAt !== null && pulledAt >= sinceMs);
    case "always":
      return selected;
  }
}

function select(selectors: Selectors, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ tags }) => selectsTags(selectors, tags));
}

/** Of two at the same time the one made later. */
function newest(candidates: readonly Candidate[], count: number, at: (candidate: Candidate) => number): Candidate[] {
  return candidates.toSorted((a, b) => at(b) - at(a) || b.id - a.id).slice(0, count);
}

function untouchable({ isImmutable, isChild, leaseUntil }: Candidate, nowMs: number): string | null {
  if (isImmutable) return "a tag is immutable";
  if (isChild) return "an index names it";
  if (leaseUntil > nowMs) return `a push may still rely on it until ${new Date(leaseUntil).toISOString()}`;
  return null;
}

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

/** A rule, and which one of its policy it is: the first is 1. */
export interface PlacedRule extends RetentionRule {
  readonly place: number;
}

/** What keeps an artifact: a rule, an immutable tag, an index that names it, a push that may still rely on it; or nothing. */
export const causes = ["rule", "immutable", "index", "push", "none"] as const;

export interface Decision {
  readonly candidate: Candidate;
  readonly isKept: boolean;
  readonly cause: (typeof causes)[number];
  /** The place of the rule that keeps it; null when none does. */
  readonly rule: number | null;
  /** For people: which rule, or what else, keeps it; or that none does. */
  readonly reason: string;
}

const dayMs = 86_400_000;

/** Rules that are on and whose scope the repository is in. Without one, nothing in the repository is touched. */
export function rulesFor(rules: readonly RetentionRule[], path: string): PlacedRule[] {
  return rules
    .map((rule, index) => ({ ...rule, place: index + 1 }))
    .filter((rule) => !rule.disabled && selectsRepository(rule.selectors, path));
}

/** An artifact stays when any of the rules keeps it (Harbor's algorithm `or`), or when it may not go. */
export function evaluate(rules: readonly PlacedRule[], candidates: readonly Candidate[], nowMs: number): Decision[] {
  const keptBy = new Map<number, PlacedRule>();
  for (const rule of rules) {
    for (const { id } of keeps(rule, candidates, nowMs)) {
      if (!keptBy.has(id)) keptBy.set(id, rule);
    }
  }
  return candidates.map((candidate) => {
    const rule = keptBy.get(candidate.id);
    if (rule) {
      return { candidate, isKept: true, cause: "rule", rule: rule.place, reason: `rule ${rule.place}: ${describeRule(rule)}` };
    }
    const cause = untouchable(candidate, nowMs);
    return { candidate, isKept: cause !== "none", cause, rule: null, reason: explain(cause, candidate) };
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

function untouchable({ isImmutable, isChild, leaseUntil }: Candidate, nowMs: number): Exclude<Decision["cause"], "rule"> {
  if (isImmutable) return "immutable";
  if (isChild) return "index";
  return leaseUntil > nowMs ? "push" : "none";
}

function explain(cause: Exclude<Decision["cause"], "rule">, { leaseUntil }: Candidate): string {
  switch (cause) {
    case "immutable":
      return "a tag is immutable";
    case "index":
      return "an index names it";
    case "push":
      return `a push may still rely on it until ${new Date(leaseUntil).toISOString()}`;
    case "none":
      return "no rule keeps it";
  }
}

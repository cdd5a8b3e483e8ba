/** A policy as a person edits it, before it is saved. */
import type { RetentionPolicy } from "../../api/types.ts";
import { cronProblem } from "../../components/cron-expression.ts";
import { everything, hasProblem, type Selection, selectionOf, selectorsOf } from "../selectors/selectors.ts";

export interface DraftRule {
  /** Tells rules apart while they move; not the API's. */
  readonly key: number;
  readonly isDisabled: boolean;
  /** The API's name: `latestPushedK`. */
  readonly template: string;
  /** Artifacts or days; "" while nothing is entered, and where the template takes none. */
  readonly amount: number | "";
  readonly selection: Selection;
}

export interface Draft {
  readonly rules: readonly DraftRule[];
  /** Empty: no schedule. */
  readonly cron: string;
}

export const rulesMax = 15;
const amountMax = 1_000_000;

let lastKey = 0;

export function newRule(): DraftRule {
  lastKey += 1;
  return { key: lastKey, isDisabled: false, template: "latestPushedK", amount: 10, selection: everything };
}

/** Null: the project has no policy yet. */
export function draftOf(policy: RetentionPolicy | null): Draft {
  const cron = policy?.trigger?.settings?.cron;
  return {
    rules: (policy?.rules ?? []).map((rule) => ({
      ...newRule(),
      isDisabled: rule.disabled === true,
      template: rule.template ?? "",
      amount: amountOf(rule.params?.[rule.template ?? ""]),
      selection: selectionOf(rule),
    })),
    cron: typeof cron === "string" ? cron : "",
  };
}

/** What the API is given. */
export function policyOf({ rules, cron }: Draft, projectId: number): RetentionPolicy {
  return {
    algorithm: "or",
    scope: { level: "project", ref: projectId },
    trigger: { kind: "Schedule", settings: { cron: cron.trim() } },
    rules: rules.map(({ isDisabled, template, amount, selection }) => ({
      action: "retain",
      disabled: isDisabled,
      template,
      params: amount === "" ? {} : { [template]: amount },
      ...selectorsOf(selection),
    })),
  };
}

/** Whether a template takes a number, by the API's metadata. */
export type TakesAmount = (template: string) => boolean;

export function ruleProblem(rule: DraftRule, takesAmount: TakesAmount): "amount" | "pattern" | null {
  if (takesAmount(rule.template) && !isAmount(rule.amount)) return "amount";
  return hasProblem(rule.selection) ? "pattern" : null;
}

/** Two rules that say the same, by their places from 1: the API takes none twice, but one beside its disabled copy. */
export function twins({ rules }: Draft): readonly [number, number] | null {
  const seen = new Map<string, number>();
  for (const [index, { isDisabled, template, amount, selection }] of rules.entries()) {
    const said = JSON.stringify([isDisabled, template, amount, selectorsOf(selection)]);
    const before = seen.get(said);
    if (before !== undefined) return [before, index + 1];
    seen.set(said, index + 1);
  }
  return null;
}

/** Whether the rules can be tried. */
export function areRulesValid(draft: Draft, takesAmount: TakesAmount): boolean {
  return twins(draft) === null && draft.rules.every((rule) => ruleProblem(rule, takesAmount) === null);
}

export function isCronValid({ cron }: Draft): boolean {
  return cron === "" || cronProblem(cron) === null;
}

/** Whether two drafts say the same. */
export function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(policyOf(a, 0)) === JSON.stringify(policyOf(b, 0));
}

/** Puts a rule one place up or down. */
export function moved(rules: readonly DraftRule[], from: number, by: -1 | 1): readonly DraftRule[] {
  const [rule] = rules.slice(from, from + 1);
  if (!rule || from + by < 0 || from + by >= rules.length) return rules;
  return rules.toSpliced(from, 1).toSpliced(from + by, 0, rule);
}

function isAmount(amount: number | ""): boolean {
  return amount !== "" && Number.isInteger(amount) && amount >= 0 && amount <= amountMax;
}

function amountOf(value: unknown): number | "" {
  return value === undefined || value === null || value === "" ? "" : Number(value);
}

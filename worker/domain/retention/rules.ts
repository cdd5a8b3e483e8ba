import { wholeNumber } from "../../lib/whole-number.ts";
import { DomainError } from "../errors.ts";
import { type GivenSelector, readSelectors, type Selectors } from "../selectors/selectors.ts";

/** Harbor's templates: what of the artifacts that its selectors fit a rule keeps. One row for each. */
export const templates = {
  latestPushedK: { text: "the most recently pushed # artifacts", unit: "COUNT" },
  latestPulledN: { text: "the most recently pulled # artifacts", unit: "COUNT" },
  nDaysSinceLastPush: { text: "pushed within the last # days", unit: "DAYS" },
  nDaysSinceLastPull: { text: "pulled within the last # days", unit: "DAYS" },
  always: { text: "always", unit: null },
} as const;

type Template = keyof typeof templates;

export interface RetentionRule {
  readonly id: number;
  readonly priority: number;
  readonly disabled: boolean;
  readonly template: Template;
  /** Artifacts or days; 0 for `always`. */
  readonly amount: number;
  readonly selectors: Selectors;
}

/** As they come in. */
export interface GivenRule {
  readonly id?: number | undefined;
  readonly priority?: number | undefined;
  readonly disabled?: boolean | undefined;
  readonly action?: string | undefined;
  readonly template?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | null | undefined;
  readonly tag_selectors?: readonly GivenSelector[] | undefined;
  readonly scope_selectors?: Readonly<Record<string, readonly GivenSelector[]>> | undefined;
}

const rulesMax = 15;

/** @throws DomainError BAD_REQUEST naming what is wrong, CONFLICT for a rule twice */
export function readRules(given: readonly GivenRule[]): RetentionRule[] {
  if (given.length > rulesMax) throw invalid(`rules: at most ${rulesMax} are allowed`);
  const rules = given.map((one, index) => readRule(one, index));
  const seen = new Map<string, number>();
  for (const [index, { priority, disabled, template, amount, selectors }] of rules.entries()) {
    const text = JSON.stringify([priority, disabled, template, amount, selectors]);
    const twin = seen.get(text);
    if (twin !== undefined) throw new DomainError("CONFLICT", { message: `rule ${index + 1} is the same as rule ${twin + 1}` });
    seen.set(text, index);
  }
  return rules;
}

function readRule(given: GivenRule, index: number): RetentionRule {
  const { template = "", action = "retain" } = given;
  if (action !== "retain") throw invalid(`rules.${index}: action must be retain`);
  if (!isTemplate(template)) throw invalid(`rules.${index}: template must be one of ${Object.keys(templates).join(", ")}`);
  return {
    id: given.id ?? index + 1,
    priority: given.priority ?? 0,
    disabled: given.disabled ?? false,
    template,
    amount: readAmount(template, given.params ?? {}, index),
    selectors: readSelectors(given),
  };
}

function readAmount(template: Template, params: Readonly<Record<string, unknown>>, index: number): number {
  if (templates[template].unit === null) return 0;
  const value = wholeNumber(params[template]);
  if (value === null || value > 1_000_000) {
    throw invalid(`rules.${index}: params.${template} must be a whole number from 0 to 1000000`);
  }
  return value;
}

function isTemplate(name: string): name is Template {
  return Object.hasOwn(templates, name);
}

function invalid(message: string): DomainError {
  return new DomainError("BAD_REQUEST", { message });
}

/** For people: `the most recently pushed 3 artifacts`. */
export function describeRule({ template, amount }: RetentionRule): string {
  return templates[template].text.replace("#", String(amount));
}

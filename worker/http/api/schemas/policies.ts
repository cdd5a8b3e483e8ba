/** Rules of projects: what may not change, and what is kept. */
import { z } from "@hono/zod-openapi";
import { causes } from "../../../domain/retention/evaluate.ts";

const Selector = (name: string) =>
  z
    .object({
      kind: z.string().optional(),
      decoration: z.string().optional(),
      pattern: z.string().optional(),
      extras: z.string().optional(),
    })
    .openapi(name);

const ruleOf = (selector: ReturnType<typeof Selector>) => ({
  id: z.number().int().optional(),
  priority: z.number().int().optional(),
  disabled: z.boolean().optional(),
  action: z.string().optional(),
  template: z.string().optional(),
  params: z.record(z.string(), z.unknown()).nullish(),
  tag_selectors: z.array(selector).optional(),
  scope_selectors: z.record(z.string(), z.array(selector)).optional(),
});

export const ImmutableRule = z.object(ruleOf(Selector("ImmutableSelector"))).openapi("ImmutableRule");

const RetentionRule = z.object(ruleOf(Selector("RetentionSelector"))).openapi("RetentionRule");

export const RetentionPolicy = z
  .object({
    id: z.number().int().optional(),
    algorithm: z.string().optional(),
    rules: z.array(RetentionRule).optional(),
    trigger: z
      .object({
        kind: z.string().optional(),
        settings: z.record(z.string(), z.unknown()).nullish(),
        references: z.record(z.string(), z.unknown()).nullish(),
      })
      .openapi("RetentionRuleTrigger")
      .optional(),
    scope: z.object({ level: z.string().optional(), ref: z.number().int().optional() }).openapi("RetentionPolicyScope").optional(),
  })
  .openapi("RetentionPolicy");

const selectorMetadata = z
  .object({ display_text: z.string(), kind: z.string(), decorations: z.array(z.string()) })
  .openapi("RetentionSelectorMetadata");

export const RetentionMetadata = z
  .object({
    templates: z.array(
      z
        .object({
          rule_template: z.string(),
          display_text: z.string(),
          action: z.string(),
          params: z.array(z.object({ type: z.string(), unit: z.string(), required: z.boolean() }).openapi("RetentionRuleParamMetadata")),
        })
        .openapi("RetentionRuleMetadata"),
    ),
    scope_selectors: z.array(selectorMetadata),
    tag_selectors: z.array(selectorMetadata),
  })
  .openapi("RetentionMetadata");

export const RetentionExecution = z
  .object({
    id: z.number().int(),
    policy_id: z.number().int(),
    start_time: z.string(),
    end_time: z.string().optional(),
    status: z.string(),
    trigger: z.string(),
    dry_run: z.boolean(),
  })
  .openapi("RetentionExecution");

export const RetentionExecutionTask = z
  .object({
    id: z.number().int(),
    execution_id: z.number().int(),
    repository: z.string(),
    job_id: z.string(),
    status: z.string(),
    status_code: z.number().int(),
    status_revision: z.number().int(),
    start_time: z.string().optional(),
    end_time: z.string().optional(),
    total: z.number().int(),
    retained: z.number().int(),
  })
  .openapi("RetentionExecutionTask");

const RetentionDecision = z
  .object({
    repository: z.string().openapi({ description: "with its project" }),
    digest: z.string(),
    tags: z.array(z.string()),
    push_time: z.string().openapi({ format: "date-time" }),
    pull_time: z.string().optional().openapi({ format: "date-time" }),
    retained: z.boolean(),
    cause: z.enum(causes).openapi({ description: "what keeps it; `none`: it goes" }),
    rule: z.number().int().optional().openapi({ description: "which rule of the policy keeps it; the first is 1" }),
    held_until: z.string().optional().openapi({ format: "date-time", description: "a push may still rely on it until then" }),
  })
  .openapi("RetentionDecision");

export const RetentionPreview = z
  .object({
    repositories: z.number().int().openapi({ description: "that were looked at" }),
    artifacts: z.number().int(),
    retained: z.number().int(),
    is_complete: z.boolean().openapi({ description: "false: more repositories are in the scope of a rule than a preview looks at" }),
    total: z.number().int().openapi({ description: "decisions of all pages" }),
    decisions: z.array(RetentionDecision),
  })
  .openapi("RetentionPreview");

export const ImmutablePreview = z
  .object({
    tags: z.number().int(),
    repositories: z.number().int(),
    examples: z.array(z.string()).openapi({ description: "the first of the tags, as `repository:tag`" }),
    is_complete: z.boolean().openapi({ description: "false: there are more tags than a preview looks at" }),
  })
  .openapi("ImmutablePreview");

/** Policies, their runs and their previews as the API shows them. */
import type { z } from "@hono/zod-openapi";
import type { Preview } from "../../domain/retention/preview.ts";
import { type RetentionRule, templates } from "../../domain/retention/rules.ts";
import type { RetentionParameters } from "../../domain/retention/run-policy.ts";
import type { ExecutionRow } from "../../store/executions.ts";
import type { RetentionPolicyRow } from "../../store/retention.ts";
import type { TaskRow } from "../../store/tasks.ts";
import { time } from "./schemas/common.ts";
import type { RetentionExecution, RetentionExecutionTask, RetentionPolicy, RetentionPreview } from "./schemas/policies.ts";

export function policyShown(row: RetentionPolicyRow): z.input<typeof RetentionPolicy> {
  const rules = JSON.parse(row.rules) as RetentionRule[];
  return {
    id: row.id,
    algorithm: "or",
    rules: rules.map(({ id, priority, disabled, template, amount, selectors }) => ({
      id,
      priority,
      disabled,
      action: "retain",
      template,
      params: templates[template].unit === null ? {} : { [template]: amount },
      tag_selectors: [...selectors.tags],
      scope_selectors: { repository: [...selectors.repositories] },
    })),
    trigger: {
      kind: "Schedule",
      settings: { cron: row.cron ?? "" },
      references: row.scheduleId === null ? {} : { job_id: row.scheduleId },
    },
    scope: { level: "project", ref: row.projectId },
  };
}

export function executionShown(run: ExecutionRow): z.input<typeof RetentionExecution> {
  return {
    id: run.id,
    policy_id: run.vendorId,
    start_time: time(run.startedAt),
    ...(run.endedAt === null ? {} : { end_time: time(run.endedAt) }),
    status: run.status,
    trigger: run.trigger,
    dry_run: (JSON.parse(run.parameters) as RetentionParameters).dryRun,
  };
}

const statusCodes: Readonly<Record<string, number>> = { Pending: 0, Running: 2, Success: 3, Error: 3, Stopped: 3 };

export function taskShown(task: TaskRow): z.input<typeof RetentionExecutionTask> {
  const { repository } = JSON.parse(task.parameters) as RetentionParameters;
  const counters = JSON.parse(task.counters) as { total?: number; retained?: number };
  return {
    id: task.id,
    execution_id: task.executionId,
    repository: repository?.path ?? "",
    job_id: String(task.id),
    status: task.status,
    status_code: statusCodes[task.status] ?? 0,
    status_revision: 0,
    ...(task.startedAt === null ? {} : { start_time: time(task.startedAt) }),
    ...(task.endedAt === null ? {} : { end_time: time(task.endedAt) }),
    total: counters.total ?? 0,
    retained: counters.retained ?? 0,
  };
}

export function previewShown({
  project,
  isComplete,
  items,
  repositories,
  artifacts,
  retained,
  total,
}: Preview): z.input<typeof RetentionPreview> {
  return {
    repositories,
    artifacts,
    retained,
    is_complete: isComplete,
    total,
    decisions: items.map(({ path: repository, candidate, isKept, cause, rule }) => ({
      repository: `${project}/${repository}`,
      digest: candidate.digest,
      tags: [...candidate.tags],
      push_time: time(candidate.pushedAt),
      ...(candidate.pulledAt === null ? {} : { pull_time: time(candidate.pulledAt) }),
      retained: isKept,
      cause,
      ...(rule === null ? {} : { rule }),
      ...(cause === "push" ? { held_until: time(candidate.leaseUntil) } : {}),
    })),
  };
}

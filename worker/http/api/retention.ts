import { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";
import { authorizeSignedIn } from "../../domain/access/authorize-system.ts";
import { createRetention, deleteRetention, getRetention, type RetentionRequest, updateRetention } from "../../domain/retention/policies.ts";
import { readRules, templates } from "../../domain/retention/rules.ts";
import { getRetentionTaskLog, listRetentionRuns, listRetentionTasks, startRetention, stopRetention } from "../../domain/retention/runs.ts";
import { previewRetention } from "../../domain/retention/preview.ts";
import { repositoryDecorations, tagDecorations } from "../../domain/selectors/selectors.ts";
import { logText } from "./job-shown.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { idParam } from "./schemas/common.ts";
import { executionShown, policyShown, previewShown, taskShown } from "./retention-shown.ts";
import { RetentionExecution, RetentionExecutionTask, RetentionMetadata, RetentionPolicy, RetentionPreview } from "./schemas/policies.ts";

export const retention = apiRouter();

const tag = "Retention";
const params = { id: idParam };
const runParams = { ...params, eid: idParam };
const path = "/retentions/{id}";
const paging = { page: listQuery.page, page_size: listQuery.page_size };

operation(
  retention,
  {
    operation: "GET /retentions/metadatas",
    id: "getRentenitionMetadata",
    tag,
    answer: { json: RetentionMetadata, means: "what rules can be made of" },
    fails: [401],
  },
  async ({ ctx }) => {
    authorizeSignedIn(ctx);
    return {
      templates: Object.entries(templates).map(([name, { text, unit }]) => ({
        rule_template: name,
        display_text: text,
        action: "retain",
        params: unit === null ? [] : [{ type: "int", unit, required: true }],
      })),
      scope_selectors: [{ display_text: "Repositories", kind: "doublestar", decorations: [...repositoryDecorations] }],
      tag_selectors: [{ display_text: "Tags", kind: "doublestar", decorations: [...tagDecorations] }],
    };
  },
);

operation(
  retention,
  {
    operation: "POST /retentions",
    id: "createRetention",
    tag,
    body: RetentionPolicy,
    answer: { created: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, body }) => `/api/v2.0/retentions/${await createRetention(ctx, given(body))}`,
);

operation(
  retention,
  {
    operation: "POST /retentions/preview",
    id: "previewRetention",
    tag,
    description: "What a policy like this would keep and drop now, in whole repositories up to a bound. Nothing is saved, nothing deleted.",
    query: { ...paging, repository: z.string().optional(), retained: z.enum(["true", "false"]).optional() },
    body: RetentionPolicy,
    answer: { json: RetentionPreview, means: "each artifact with its tags, and what keeps it" },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, body, query }) => {
    const { projectId, rules } = given(body);
    const { repository = null, retained } = query;
    const isKept = retained === undefined ? null : retained === "true";
    return previewShown(await previewRetention(ctx, { projectId, rules, repository, isKept }, pageOf(query)));
  },
);

operation(
  retention,
  {
    operation: `GET ${path}`,
    id: "getRetention",
    tag,
    params,
    answer: { json: RetentionPolicy, means: "the policy" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id } }) => policyShown(await getRetention(ctx, id)),
);

operation(
  retention,
  {
    operation: `PUT ${path}`,
    id: "updateRetention",
    tag,
    params,
    body: RetentionPolicy,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, params: { id }, body }) => updateRetention(ctx, id, given(body)),
);

operation(
  retention,
  { operation: `DELETE ${path}`, id: "deleteRetention", tag, params, answer: { done: true }, fails: [401, 403, 404, 422] },
  async ({ ctx, params: { id } }) => deleteRetention(ctx, id),
);

operation(
  retention,
  {
    operation: `POST ${path}/executions`,
    id: "triggerRetentionExecution",
    tag,
    params,
    body: z.object({ dry_run: z.boolean().optional() }),
    answer: { created: true },
    fails: [401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, params: { id }, body }) => `/api/v2.0/retentions/${id}/executions/${await startRetention(ctx, id, body.dry_run ?? false)}`,
);

operation(
  retention,
  {
    operation: `GET ${path}/executions`,
    id: "listRetentionExecutions",
    tag,
    params,
    query: paging,
    answer: { page: RetentionExecution, means: "runs, newest first" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id }, query }) => {
    const { items, total } = await listRetentionRuns(ctx, id, pageOf(query));
    return {
      items: items.map(executionShown),
      total,
    };
  },
);

operation(
  retention,
  {
    operation: `PATCH ${path}/executions/{eid}`,
    id: "operateRetentionExecution",
    tag,
    params: runParams,
    body: z.object({ action: z.string().optional() }),
    answer: { done: true },
    fails: [400, 401, 403, 404, 412, 415, 422],
  },
  async ({ ctx, params: { id, eid }, body }) => {
    if (body.action !== "stop") throw new DomainError("BAD_REQUEST", { message: "action must be stop" });
    return stopRetention(ctx, id, eid);
  },
);

operation(
  retention,
  {
    operation: `GET ${path}/executions/{eid}/tasks`,
    id: "listRetentionTasks",
    tag,
    params: runParams,
    query: paging,
    answer: { page: RetentionExecutionTask, means: "one for each repository" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id, eid }, query }) => {
    const { items, total } = await listRetentionTasks(ctx, { policyId: id, runId: eid }, pageOf(query));
    return { items: items.map(taskShown), total };
  },
);

operation(
  retention,
  {
    operation: `GET ${path}/executions/{eid}/tasks/{tid}`,
    id: "getRetentionTaskLog",
    tag,
    params: { ...runParams, tid: idParam },
    answer: { text: "text/plain", means: "each tag, whether it stays and why" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id, eid, tid } }) => logText(await getRetentionTaskLog(ctx, { policyId: id, runId: eid, taskId: tid })),
);

/** @throws DomainError BAD_REQUEST, CONFLICT */
function given(body: z.output<typeof RetentionPolicy>): RetentionRequest {
  const { algorithm = "or", scope, trigger, rules = [] } = body;
  const invalid = (message: string) => new DomainError("BAD_REQUEST", { message });
  if (algorithm !== "or") throw invalid("algorithm must be or");
  if (scope?.level !== "project" || !scope.ref) throw invalid("scope.level must be project, and scope.ref its id");
  if (trigger?.kind !== undefined && trigger.kind !== "Schedule") throw invalid("trigger.kind must be Schedule");
  const cron = trigger?.settings?.cron ?? "";
  if (typeof cron !== "string") throw invalid("trigger.settings.cron must be text");
  return { projectId: scope.ref, rules: readRules(rules), cron: cron.trim() };
}

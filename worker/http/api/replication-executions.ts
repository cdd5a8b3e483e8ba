import { z } from "@hono/zod-openapi";
import type { RepositoryParameters, RunParameters } from "../../domain/replication/policy.ts";
import {
  getReplicationLog,
  getReplicationRun,
  listReplicationRuns,
  listReplicationTasks,
  type Run,
  startReplication,
  stopReplication,
} from "../../domain/replication/runs.ts";
import type { TaskRow } from "../../store/tasks.ts";
import { logText } from "./job-shown.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { idParam, time } from "./schemas/common.ts";
import { ReplicationExecution, ReplicationTask, StartReplicationExecution } from "./schemas/replication.ts";

export const replicationExecutions = apiRouter();

const tag = "replication";
const params = { id: idParam };
const path = "/replication/executions";
const paging = { sort: listQuery.sort, page: listQuery.page, page_size: listQuery.page_size };

/** Harbor's words for how it stands, here and in the jobs below. */
const statuses: Readonly<Record<string, string>> = { Running: "InProgress", Success: "Succeed", Error: "Failed" };
const triggers: Readonly<Record<string, string>> = { MANUAL: "manual", SCHEDULE: "scheduled", EVENT: "event_based" };

/** The word of the jobs for one of Harbor's; what is none of them fits nothing. */
function reversed(words: Readonly<Record<string, string>>, asked: string | undefined): string | undefined {
  return Object.entries(words).find(([, word]) => word === asked)?.[0] ?? asked;
}

operation(
  replicationExecutions,
  {
    operation: `GET ${path}`,
    id: "listReplicationExecutions",
    tag,
    query: { ...paging, policy_id: idParam.optional(), status: z.string().optional(), trigger: z.string().optional() },
    answer: { page: ReplicationExecution, means: "runs, newest first" },
    fails: [401, 403, 422],
  },
  async ({ ctx, query }) => {
    const asked = { vendorId: query.policy_id, status: reversed(statuses, query.status), trigger: reversed(triggers, query.trigger) };
    const { items, total } = await listReplicationRuns(ctx, asked, pageOf(query));
    return { items: items.map(runShown), total };
  },
);

operation(
  replicationExecutions,
  {
    operation: `POST ${path}`,
    id: "startReplication",
    tag,
    body: StartReplicationExecution,
    answer: { created: true },
    fails: [400, 401, 403, 404, 409, 412, 415, 422],
  },
  async ({ ctx, body }) => `/api/v2.0${path}/${await startReplication(ctx, body.policy_id, body.dry_run ?? false)}`,
);

operation(
  replicationExecutions,
  {
    operation: `GET ${path}/{id}`,
    id: "getReplicationExecution",
    tag,
    params,
    answer: { json: ReplicationExecution, means: "the run, and how far it is" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id } }) => runShown(await getReplicationRun(ctx, id)),
);

operation(
  replicationExecutions,
  {
    operation: `PUT ${path}/{id}`,
    id: "stopReplication",
    tag,
    params,
    answer: { done: true },
    fails: [401, 403, 404, 412, 422],
  },
  async ({ ctx, params: { id } }) => stopReplication(ctx, id),
);

operation(
  replicationExecutions,
  {
    operation: `GET ${path}/{id}/tasks`,
    id: "listReplicationTasks",
    tag,
    params,
    query: { ...paging, status: z.string().optional(), resource_type: z.string().optional() },
    answer: { page: ReplicationTask, means: "one for each repository, and the one that plans when it failed" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id }, query }) => {
    const asked = { status: reversed(statuses, query.status), resourceType: query.resource_type };
    const { items, total, resourceType } = await listReplicationTasks(ctx, id, asked, pageOf(query));
    return { items: items.map((task) => taskShown(task, resourceType)), total };
  },
);

operation(
  replicationExecutions,
  {
    operation: `GET ${path}/{id}/tasks/{task_id}/log`,
    id: "getReplicationLog",
    tag,
    params: { ...params, task_id: idParam },
    answer: { text: "text/plain", means: "what it did" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id, task_id: taskId } }) => logText(await getReplicationLog(ctx, { runId: id, taskId })),
);

interface Counters extends Readonly<Record<string, number>> {}

function runShown({ execution, tally }: Run): z.input<typeof ReplicationExecution> {
  const { id, vendorId, status, message, trigger, startedAt, endedAt } = execution;
  const counters = JSON.parse(execution.counters) as Counters;
  const isNothing = status === "Success" && tally.total === 0;
  return {
    id,
    policy_id: vendorId,
    status: statuses[status] ?? status,
    status_text: message === "" && isNothing ? "no resources need to be replicated" : message,
    trigger: triggers[trigger] ?? trigger,
    start_time: time(startedAt),
    ...(endedAt === null ? {} : { end_time: time(endedAt) }),
    total: tally.total,
    succeed: tally.succeed,
    failed: tally.failed,
    in_progress: tally.inProgress,
    stopped: tally.stopped,
    dry_run: (JSON.parse(execution.parameters) as RunParameters).dryRun,
    ...bytesShown(counters),
    bytes_per_second: tally.bytesPerSecond,
    counters,
  };
}

function taskShown(task: TaskRow, resourceType: string): z.input<typeof ReplicationTask> {
  const { repository, destination, operation: what, items } = JSON.parse(task.parameters) as Partial<RepositoryParameters>;
  const named = (name: string | undefined) => (name === undefined ? "" : `${name} [${items ?? 0} item(s) in total]`);
  return {
    id: task.id,
    execution_id: task.executionId,
    status: statuses[task.status] ?? task.status,
    job_id: String(task.id),
    operation: what ?? "plan",
    resource_type: resourceType,
    src_resource: named(repository),
    dst_resource: named(destination),
    ...(task.startedAt === null ? {} : { start_time: time(task.startedAt) }),
    ...(task.endedAt === null ? {} : { end_time: time(task.endedAt) }),
    ...bytesShown(JSON.parse(task.counters) as Counters),
    message: task.message,
  };
}

function bytesShown(counters: Counters): { bytes_total: number; bytes_done: number } {
  return { bytes_total: counters.bytes_total ?? 0, bytes_done: counters.bytes_done ?? 0 };
}

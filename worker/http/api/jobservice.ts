import { z } from "@hono/zod-openapi";
import {
  actOnQueue,
  getJobLog,
  getPool,
  isSchedulerPaused,
  listQueues,
  listSchedules,
  listWorkers,
  stopJob,
} from "../../domain/jobs/monitor.ts";
import { nextTimes } from "../../domain/jobs/cron.ts";
import { logText } from "./job-shown.ts";
import { apiRouter, operation } from "./operation.ts";
import { pageOf, pageQuery } from "./paging.ts";
import { time } from "./schemas/common.ts";
import { ActionRequest, JobQueue, SchedulerStatus, ScheduleTask, Worker, WorkerPool } from "./schemas/jobs.ts";

/** The tags `jobservice` and `schedule`. */
export const jobservice = apiRouter();

const tag = "jobservice";
const jobParams = { job_id: z.string().min(1) };
const typeParams = { job_type: z.string().min(1) };

operation(
  jobservice,
  {
    operation: "GET /jobservice/pools",
    id: "getWorkerPools",
    tag,
    answer: { json: z.array(WorkerPool), means: "the site is one pool" },
    fails: [401, 403],
  },
  async ({ ctx }) => {
    const { id, concurrency } = await getPool(ctx);
    return [{ pid: 1, worker_pool_id: id, heartbeat_at: time(ctx.now()), concurrency, host: id }];
  },
);

operation(
  jobservice,
  {
    operation: "GET /jobservice/pools/{pool_id}/workers",
    id: "getWorkers",
    tag,
    params: { pool_id: z.string().min(1) },
    answer: { json: z.array(Worker), means: "tasks that are worked on now" },
    fails: [401, 403, 404],
  },
  async ({ ctx, params: { pool_id: pool } }) =>
    (await listWorkers(ctx, pool)).map(({ taskId, kind, startedAt }) => ({
      id: String(taskId),
      pool_id: pool,
      job_name: kind,
      job_id: String(taskId),
      start_at: time(startedAt),
    })),
);

operation(
  jobservice,
  {
    operation: "PUT /jobservice/jobs/{job_id}",
    id: "stopRunningJob",
    tag,
    params: jobParams,
    answer: { done: true },
    fails: [401, 403, 404, 412],
  },
  async ({ ctx, params: { job_id: id } }) => stopJob(ctx, id),
);

operation(
  jobservice,
  {
    operation: "GET /jobservice/jobs/{job_id}/log",
    id: "actionGetJobLog",
    tag,
    params: jobParams,
    answer: { text: "text/plain", means: "what the job says" },
    fails: [401, 403, 404],
  },
  async ({ ctx, params: { job_id: id } }) => logText(await getJobLog(ctx, id)),
);

operation(
  jobservice,
  {
    operation: "GET /jobservice/queues",
    id: "listJobQueues",
    tag,
    answer: { json: z.array(JobQueue), means: "one for each kind of job" },
    fails: [401, 403],
  },
  async ({ ctx }) =>
    (await listQueues(ctx)).map(({ kind, count, latency, paused }) => ({ job_type: kind, count, latency, paused: paused === 1 })),
);

operation(
  jobservice,
  {
    operation: "PUT /jobservice/queues/{job_type}",
    id: "actionPendingJobs",
    tag,
    params: typeParams,
    body: ActionRequest,
    answer: { done: true },
    fails: [401, 403, 404, 415, 422],
  },
  async ({ ctx, params: { job_type: type }, body }) => actOnQueue(ctx, type, body.action),
);

operation(
  jobservice,
  {
    operation: "GET /schedules",
    id: "listSchedules",
    tag: "schedule",
    query: pageQuery,
    answer: { page: ScheduleTask, means: "everything that begins by the clock, with its next three times" },
    fails: [401, 403, 422],
  },
  async ({ ctx, query }) => {
    const { items, total } = await listSchedules(ctx, pageOf(query));
    return {
      items: items.map((row) => ({
        id: row.id,
        vendor_type: row.kind,
        vendor_id: row.vendorId,
        cron: row.cron,
        update_time: time(row.updatedAt),
        next_runs: (nextTimes(row.cron, ctx.now(), 3) ?? []).map(time),
      })),
      total,
    };
  },
);

operation(
  jobservice,
  {
    operation: "GET /schedules/{job_type}/paused",
    id: "getSchedulePaused",
    tag: "schedule",
    params: typeParams,
    answer: { json: SchedulerStatus, means: "whether nothing begins by the clock" },
    fails: [401, 403, 404],
  },
  async ({ ctx, params: { job_type: type } }) => ({ paused: await isSchedulerPaused(ctx, type) }),
);

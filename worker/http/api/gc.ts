import type { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";
import type { CollectionParameters } from "../../domain/gc/parameters.ts";
import {
  getCollection,
  getCollectionLog,
  getCollectionSchedule,
  listCollections,
  scheduleCollection,
  stopCollection,
} from "../../domain/gc/runs.ts";
import { nextTimes } from "../../domain/jobs/cron.ts";
import type { ExecutionRow } from "../../store/executions.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { idParam, time } from "./schemas/common.ts";
import { GCHistory, Schedule } from "./schemas/jobs.ts";

export const gc = apiRouter();

const tag = "gc";
const params = { gc_id: idParam };

operation(
  gc,
  {
    operation: "GET /system/gc",
    id: "getGCHistory",
    tag,
    query: listQuery,
    answer: { page: GCHistory, means: "runs, newest first" },
    fails: [401, 403, 422],
  },
  async ({ ctx, query }) => {
    const { items, total } = await listCollections(ctx, pageOf(query));
    return { items: items.map(runShown), total };
  },
);

operation(
  gc,
  {
    operation: "GET /system/gc/schedule",
    id: "getGCSchedule",
    tag,
    answer: { json: GCHistory, means: "empty when there is none" },
    fails: [401, 403],
  },
  async ({ ctx }) => {
    const schedule = await getCollectionSchedule(ctx);
    if (!schedule) return {};
    const runs = (nextTimes(schedule.cron, Date.now(), 3) ?? []).map(time);
    return {
      id: schedule.id,
      job_name: schedule.kind,
      job_kind: "SCHEDULE",
      job_parameters: schedule.parameters,
      schedule: {
        type: typeShown(schedule.type),
        cron: schedule.cron,
        ...(schedule.nextAt === null ? {} : { next_scheduled_time: time(schedule.nextAt) }),
        next_runs: runs,
      },
      job_status: "Pending",
      deleted: false,
      creation_time: time(schedule.createdAt),
      update_time: time(schedule.updatedAt),
    };
  },
);

for (const [method, change, answer] of [
  ["POST", "create", { created: true }],
  ["PUT", "update", { done: true }],
] as const) {
  operation(
    gc,
    {
      operation: `${method} /system/gc/schedule`,
      id: `${change}GCSchedule`,
      tag,
      body: Schedule,
      answer,
      fails: [400, 401, 403, 409, 415, 422],
    },
    async ({ ctx, body: { schedule, parameters } }) => {
      if (!schedule?.type) throw new DomainError("BAD_REQUEST", { message: "schedule.type is missing" });
      const request = { schedule: { type: schedule.type, cron: schedule.cron ?? "" }, parameters: parametersOf(parameters) };
      const id = await scheduleCollection(ctx, change, request);
      return id === null ? "/api/v2.0/system/gc/schedule" : `/api/v2.0/system/gc/${id}`;
    },
  );
}

operation(
  gc,
  {
    operation: "GET /system/gc/{gc_id}",
    id: "getGC",
    tag,
    params,
    answer: { json: GCHistory, means: "the run" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { gc_id: id } }) => runShown(await getCollection(ctx, id)),
);

operation(
  gc,
  { operation: "PUT /system/gc/{gc_id}", id: "stopGC", tag, params, answer: { done: true }, fails: [401, 403, 404, 412, 422] },
  async ({ ctx, params: { gc_id: id } }) => stopCollection(ctx, id),
);

operation(
  gc,
  {
    operation: "GET /system/gc/{gc_id}/log",
    id: "getGCLog",
    tag,
    params,
    answer: { text: "text/plain", means: "what the run says" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { gc_id: id } }) => {
    const lines = await getCollectionLog(ctx, id);
    const text = lines.map(({ at, text: line }) => `${time(at)} ${line}\n`).join("");
    return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
  },
);

/** Harbor's tools send them as they like; what is not given has Harbor's default. */
function parametersOf(given: Readonly<Record<string, unknown>> = {}): CollectionParameters {
  const isTrue = (value: unknown) => value === true || value === "true";
  return {
    delete_untagged: isTrue(given.delete_untagged),
    dry_run: isTrue(given.dry_run),
    workers: given.workers === undefined || given.workers === null ? 1 : Number(given.workers),
  };
}

/** The portal of Harbor knows these; `Schedule` is its API's word for a custom one. */
function typeShown(type: string): "Hourly" | "Daily" | "Weekly" | "Custom" {
  return type === "Hourly" || type === "Daily" || type === "Weekly" ? type : "Custom";
}

function runShown(run: ExecutionRow): z.input<typeof GCHistory> {
  const parameters = { ...(JSON.parse(run.parameters) as object), ...(JSON.parse(run.counters) as object) };
  return {
    id: run.id,
    job_name: run.kind,
    job_kind: run.trigger,
    job_parameters: JSON.stringify(parameters),
    schedule: { type: run.trigger === "MANUAL" ? "Manual" : "Custom" },
    job_status: run.status,
    deleted: false,
    creation_time: time(run.startedAt),
    update_time: time(run.endedAt ?? run.startedAt),
  };
}

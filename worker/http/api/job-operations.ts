/** The seven operations that every job of the site has. */
import type { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";
import { getRun, getRunLog, getSchedule, listRuns, scheduleRuns, stopRun, type SystemJob } from "../../domain/jobs/system-job.ts";
import { logText, runShown, scheduleShown } from "./job-shown.ts";
import { type ApiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { parseQ } from "./q.ts";
import { idParam } from "./schemas/common.ts";
import { type ExecHistory, Schedule } from "./schemas/jobs.ts";

interface Operations {
  readonly job: SystemJob;
  readonly tag: string;
  readonly path: `/${string}`;
  /** Name of the parameter in the path. */
  readonly idName: string;
  /** Of the document, in Harbor's words. */
  readonly ids: { history: string; getSchedule: string; create: string; update: string; get: string; stop: string; log: string };
  readonly schema: typeof ExecHistory;
  /** @throws DomainError BAD_REQUEST */
  readonly readParameters: (given: Readonly<Record<string, unknown>>) => unknown;
}

export function jobOperations(router: ApiRouter, { job, tag, path, idName, ids, schema, readParameters }: Operations): void {
  const params: Readonly<Record<string, z.ZodType<number>>> = { [idName]: idParam };
  const one = `${path}/{${idName}}` as const;
  const id = (given: Readonly<Record<string, number>>): number => given[idName] ?? 0;

  operation(
    router,
    {
      operation: `GET ${path}`,
      id: ids.history,
      tag,
      query: listQuery,
      answer: { page: schema, means: "runs, newest first" },
      fails: [400, 401, 403, 422],
    },
    async ({ ctx, query }) => {
      const { items, total } = await listRuns(ctx, job, parseQ(query.q), pageOf(query));
      return { items: items.map(runShown), total };
    },
  );

  operation(
    router,
    {
      operation: `GET ${path}/schedule`,
      id: ids.getSchedule,
      tag,
      answer: { json: schema, means: "empty when there is none" },
      fails: [401, 403],
    },
    async ({ ctx }) => scheduleShown(await getSchedule(ctx, job), ctx.now()),
  );

  for (const [method, change, answer] of [
    ["POST", "create", { created: true }],
    ["PUT", "update", { done: true }],
  ] as const) {
    operation(
      router,
      {
        operation: `${method} ${path}/schedule`,
        id: ids[change],
        tag,
        body: Schedule,
        answer,
        fails: [400, 401, 403, 409, 415, 422],
      },
      async ({ ctx, body: { schedule, parameters } }) => {
        if (!schedule?.type) throw new DomainError("BAD_REQUEST", { message: "schedule.type is missing" });
        const request = {
          schedule: { type: schedule.type, cron: schedule.cron ?? "" },
          readParameters: () => readParameters(parameters ?? {}),
        };
        const started = await scheduleRuns(ctx, job, change, request);
        return `/api/v2.0${path}/${started ?? "schedule"}`;
      },
    );
  }

  operation(
    router,
    { operation: `GET ${one}`, id: ids.get, tag, params, answer: { json: schema, means: "the run" }, fails: [401, 403, 404, 422] },
    async ({ ctx, params: given }) => runShown(await getRun(ctx, job, id(given))),
  );

  operation(
    router,
    { operation: `PUT ${one}`, id: ids.stop, tag, params, answer: { done: true }, fails: [401, 403, 404, 412, 422] },
    async ({ ctx, params: given }) => stopRun(ctx, job, id(given)),
  );

  operation(
    router,
    {
      operation: `GET ${one}/log`,
      id: ids.log,
      tag,
      params,
      answer: { text: "text/plain", means: "what the run says" },
      fails: [401, 403, 404, 422],
    },
    async ({ ctx, params: given }) => logText(await getRunLog(ctx, job, id(given))),
  );
}

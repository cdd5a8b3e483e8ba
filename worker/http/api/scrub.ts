import { readScrubParameters, scrubJob } from "../../domain/scrub/parameters.ts";
import { scrubPage } from "../../domain/scrub/scrub-page.ts";
import { z } from "@hono/zod-openapi";
import { jobOperations } from "./job-operations.ts";
import { apiRouter, operation } from "./operation.ts";
import { ExecHistory } from "./schemas/jobs.ts";
import { ScrubPage } from "./schemas/system.ts";

/** Ours: does what is stored agree with what is known? */
export const scrub = apiRouter();

operation(
  scrub,
  {
    operation: "POST /system/scrub",
    id: "scrub",
    tag: "scrub",
    description: "Looks at the next part of the storage; begin without a cursor and go on with `next` until it is null.",
    query: { cursor: z.string().optional() },
    answer: { json: ScrubPage, means: "what was found in this part" },
    fails: [401, 403],
  },
  async ({ ctx, query }) => {
    const { unknown, missing, damaged, checked, next } = await scrubPage(ctx, query.cursor ?? null);
    return { unknown: [...unknown], missing: [...missing], damaged: [...damaged], checked, next };
  },
);

jobOperations(scrub, {
  job: scrubJob,
  tag: "scrub",
  path: "/system/scrub",
  idName: "scrub_id",
  ids: {
    history: "getScrubHistory",
    getSchedule: "getScrubSchedule",
    create: "createScrubSchedule",
    update: "updateScrubSchedule",
    get: "getScrub",
    stop: "stopScrub",
    log: "getScrubLog",
  },
  schema: ExecHistory,
  readParameters: readScrubParameters,
});

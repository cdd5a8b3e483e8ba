import { purgeJob, readPurgeParameters } from "../../domain/purge/parameters.ts";
import { jobOperations } from "./job-operations.ts";
import { apiRouter } from "./operation.ts";
import { ExecHistory } from "./schemas/jobs.ts";

export const purge = apiRouter();

jobOperations(purge, {
  job: purgeJob,
  tag: "purge",
  path: "/system/purgeaudit",
  idName: "purge_id",
  ids: {
    history: "getPurgeHistory",
    getSchedule: "getPurgeSchedule",
    create: "createPurgeSchedule",
    update: "updatePurgeSchedule",
    get: "getPurgeJob",
    stop: "stopPurge",
    log: "getPurgeJobLog",
  },
  schema: ExecHistory,
  readParameters: readPurgeParameters,
});

import { collectionJob, readCollectionParameters } from "../../domain/gc/parameters.ts";
import { jobOperations } from "./job-operations.ts";
import { apiRouter } from "./operation.ts";
import { GCHistory } from "./schemas/jobs.ts";

export const gc = apiRouter();

jobOperations(gc, {
  job: collectionJob,
  tag: "gc",
  path: "/system/gc",
  idName: "gc_id",
  ids: {
    history: "getGCHistory",
    getSchedule: "getGCSchedule",
    create: "createGCSchedule",
    update: "updateGCSchedule",
    get: "getGC",
    stop: "stopGC",
    log: "getGCLog",
  },
  schema: GCHistory,
  readParameters: readCollectionParameters,
});

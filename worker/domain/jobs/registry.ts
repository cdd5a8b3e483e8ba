import { collection } from "../gc/collect.ts";
import { purge } from "../purge/purge.ts";
import { projectDeletion } from "../projects/delete-project.ts";
import { repositoryDeletion } from "../repositories/delete-repository.ts";
import { replication } from "../replication/run-policy.ts";
import { retention } from "../retention/run-policy.ts";
import { scrub } from "../scrub/run-scrub.ts";
import type { JobKinds } from "./kinds.ts";

/** Every kind of job that the site runs, by Harbor's name. */
export const jobKinds: JobKinds = {
  GARBAGE_COLLECTION: collection,
  PROJECT_DELETION: projectDeletion,
  PURGE_AUDIT_LOG: purge,
  REPLICATION: replication,
  REPOSITORY_DELETION: repositoryDeletion,
  RETENTION: retention,
  SCRUB: scrub,
};

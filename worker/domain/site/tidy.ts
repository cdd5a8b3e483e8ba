import { forgetExecutions } from "../../store/executions.ts";
import { forgetReplicatedBlobs } from "../../store/replicated-blobs.ts";
import { forgetOld } from "../../store/tidy.ts";
import type { Context } from "../context.ts";

const dayMs = 86_400_000;

/** How long records are kept: D1 is bounded, so is what only grows. */
const ages = { auditMs: 365 * dayMs, outboxMs: 7 * dayMs, deletedTagMs: 30 * dayMs, pullEventMs: 2 * dayMs };

/** Where blobs went is a hint for later mounts. */
const replicated = { ageMs: 30 * dayMs, rowsEach: 5000 };

const runs = { ageMs: 90 * dayMs, runsEach: 50 };

/** Forgets what is too old to be of use. Repeatable; what is left over goes the next time. */
export async function tidy(ctx: Context): Promise<void> {
  await ctx.commit([
    ...forgetOld({ ...ages, deletedArtifactMs: ctx.settings.times.trash_retention.ms }),
    ...forgetExecutions(runs),
    forgetReplicatedBlobs(replicated.ageMs, replicated.rowsEach),
  ]);
}

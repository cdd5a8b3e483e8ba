import { authorizeSystem } from "../access/authorize-system.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { type BlobsSeen, lookAtBlobs, lookAtObjects, type ObjectsSeen } from "./look.ts";

/** One page of a scrub: first all objects are asked for their owner, then all blobs for their bytes. */
export interface ScrubPage extends Pick<ObjectsSeen, "unknown">, Pick<BlobsSeen, "missing" | "damaged"> {
  /** Objects and blobs looked at. */
  readonly checked: number;
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/**
 * Looks at the next part of the site's storage (design invariant 8), reading every byte. What is missing or damaged is marked, so that the
 * next push of its digest brings it back. For system administrators.
 *
 * @throws DomainError BAD_REQUEST for a cursor that is none.
 */
export async function scrubPage(ctx: Context, cursor: string | null): Promise<ScrubPage> {
  await authorizeSystem(ctx, "system-volumes", "read");
  const [phase, position = ""] = (cursor ?? "objects:").split(/:(.*)/s);
  if (phase === "objects") {
    const { unknown, checked, next } = await lookAtObjects(ctx, position || null);
    return { unknown, missing: [], damaged: [], checked, next: next === null ? "blobs:0" : `objects:${next}` };
  }
  if (phase !== "blobs" || !/^\d+$/.test(position))
    throw new DomainError("BAD_REQUEST", { message: "the cursor is not one that a scrub gave" });
  const { missing, damaged, checked, next } = await lookAtBlobs(ctx, Number(position), () => true);
  return { unknown: [], missing, damaged, checked, next: next === null ? null : `blobs:${next}` };
}

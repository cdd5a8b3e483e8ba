import { findQuota } from "../../store/quotas.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** Harbor's sentence, with what was asked, used and allowed. */
export async function quotaExceeded(ctx: Pick<Context, "store">, projectId: number, bytes: number, cause?: unknown): Promise<DomainError> {
  const quota = await findQuota(ctx.store, { projectId });
  const [used, limit] = [quota?.storageUsed ?? 0, quota?.storageLimit ?? -1];
  const message = `adding ${sizeText(bytes)} of storage resource, which when updated to current usage of ${sizeText(used)} will exceed the configured upper limit of ${sizeText(limit)}.`;
  return new DomainError("QUOTA_EXCEEDED", { message, detail: { used, limit, asked: bytes }, cause });
}

function sizeText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const at = Math.min(units.length - 1, bytes < 1024 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** at).toFixed(1)} ${units[at]}`;
}

import { findQuota, listQuotas as list, type QuotaRow, setQuota } from "../../store/quotas.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listQuotas(ctx: Context, projectId: number | null, page: Page): Promise<Listing<QuotaRow>> {
  await authorizeSystem(ctx, "quota", "list");
  return list(ctx.store, projectId, page);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getQuota(ctx: Context, id: number): Promise<QuotaRow> {
  await authorizeSystem(ctx, "quota", "read");
  return (await findQuota(ctx.store, { id })) ?? notFound();
}

/** Sets a project's limit, also below what it uses: then nothing more fits. @throws DomainError BAD_REQUEST, NOT_FOUND */
export async function updateQuota(ctx: Context, id: number, storageLimit: number): Promise<void> {
  await authorizeSystem(ctx, "quota", "update");
  assertLimit(storageLimit);
  const quota = (await findQuota(ctx.store, { id })) ?? notFound();
  await ctx.commit([
    guardSystem(ctx.actor, "quota", "update"),
    ...setQuota(id, storageLimit),
    auditRow(ctx, {
      operation: "update",
      resourceType: "quota",
      resource: quota.project,
      projectId: quota.projectId,
      description: `update quota of ${quota.project} from ${quota.storageLimit} to ${storageLimit} bytes`,
      success: true,
    }),
  ]);
}

/** -1, or a number of bytes above 0. @throws DomainError BAD_REQUEST */
export function assertLimit(bytes: number): void {
  if (bytes === -1 || (bytes > 0 && bytes <= 2 ** 50)) return;
  throw new DomainError("BAD_REQUEST", { message: "the storage limit must be -1 or a number of bytes between 1 and 2^50" });
}

function notFound(): never {
  throw new DomainError("NOT_FOUND", { message: "quota not found" });
}

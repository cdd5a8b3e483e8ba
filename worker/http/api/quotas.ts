import { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";
import { getQuota, listQuotas, updateQuota } from "../../domain/quotas/quotas.ts";
import type { QuotaRow } from "../../store/quotas.ts";
import { apiRouter, operation } from "./operation.ts";
import { pageOf, pageQuery } from "./paging.ts";
import { idParam, time } from "./schemas/common.ts";
import { Quota, QuotaUpdateReq } from "./schemas/quotas.ts";

export const quotas = apiRouter();

const tag = "quota";
const params = { id: idParam };

operation(
  quotas,
  {
    operation: "GET /quotas",
    id: "listQuotas",
    tag,
    query: {
      ...pageQuery,
      reference: z.enum(["project"]).optional(),
      reference_id: z.string().regex(/^\d*$/).optional(),
      sort: z.string().optional(),
    },
    answer: { page: Quota, means: "quotas of projects" },
    fails: [401, 403, 422],
  },
  async ({ ctx, query }) => {
    const found = await listQuotas(ctx, query.reference_id ? Number(query.reference_id) : null, pageOf(query));
    return { items: found.items.map(quotaShown), total: found.total };
  },
);

operation(
  quotas,
  { operation: "GET /quotas/{id}", id: "getQuota", tag, params, answer: { json: Quota, means: "the quota" }, fails: [401, 403, 404, 422] },
  async ({ ctx, params: { id } }) => quotaShown(await getQuota(ctx, id)),
);

operation(
  quotas,
  {
    operation: "PUT /quotas/{id}",
    id: "updateQuota",
    tag,
    params,
    body: QuotaUpdateReq,
    answer: { done: true },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async ({ ctx, params: { id }, body }) => {
    const { storage, ...others } = body.hard;
    if (storage === undefined || Object.keys(others).length > 0) {
      throw new DomainError("BAD_REQUEST", { message: "hard must have the one key storage" });
    }
    await updateQuota(ctx, id, storage);
  },
);

function quotaShown(row: QuotaRow): z.input<typeof Quota> {
  return {
    id: row.id,
    ref: { id: row.projectId, name: row.project, owner_name: row.ownerName },
    hard: { storage: row.storageLimit },
    used: { storage: row.storageUsed },
    creation_time: time(row.createdAt),
    update_time: time(row.updatedAt),
  };
}

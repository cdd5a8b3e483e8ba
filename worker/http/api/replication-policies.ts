import { z } from "@hono/zod-openapi";
import type { Context } from "../../domain/context.ts";
import {
  createReplicationPolicy,
  deleteReplicationPolicy,
  getReplicationPolicy,
  listReplicationPolicies,
  type PolicyView,
  updateReplicationPolicy,
} from "../../domain/replication/policies.ts";
import type { StoredFilter } from "../../domain/replication/policy.ts";
import type { GivenPolicy } from "../../domain/replication/read-policy.ts";
import type { QueryTerm } from "../../store/filters.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { parseQ } from "./q.ts";
import { localRegistryShown, registryShown } from "./registry-shown.ts";
import { idParam, time } from "./schemas/common.ts";
import { ReplicationPolicy } from "./schemas/replication.ts";

export const replicationPolicies = apiRouter();

const tag = "replication";
const params = { id: idParam };
const path = "/replication/policies";

operation(
  replicationPolicies,
  {
    operation: `GET ${path}`,
    id: "listReplicationPolicies",
    tag,
    query: { ...listQuery, name: z.string().optional() },
    answer: { page: ReplicationPolicy, means: "policies" },
    fails: [400, 401, 403, 422],
  },
  async ({ ctx, query, request }) => {
    const named: QueryTerm[] = query.name ? [{ key: "name", value: { kind: "contains", value: query.name } }] : [];
    const { items, total } = await listReplicationPolicies(ctx, [...parseQ(query.q), ...named], pageOf(query));
    return { items: items.map((view) => shown(view, siteUrl(ctx, request))), total };
  },
);

operation(
  replicationPolicies,
  {
    operation: `POST ${path}`,
    id: "createReplicationPolicy",
    tag,
    description: "One of src_registry and dest_registry is a registry elsewhere; the other, null or with id 0, is this site.",
    body: ReplicationPolicy,
    answer: { created: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, body }) => `/api/v2.0${path}/${await createReplicationPolicy(ctx, given(body))}`,
);

operation(
  replicationPolicies,
  {
    operation: `GET ${path}/{id}`,
    id: "getReplicationPolicy",
    tag,
    params,
    answer: { json: ReplicationPolicy, means: "the policy" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id }, request }) => shown(await getReplicationPolicy(ctx, id), siteUrl(ctx, request)),
);

operation(
  replicationPolicies,
  {
    operation: `PUT ${path}/{id}`,
    id: "updateReplicationPolicy",
    tag,
    description: "What is not given stays.",
    params,
    body: ReplicationPolicy,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, params: { id }, body }) => updateReplicationPolicy(ctx, id, given(body)),
);

operation(
  replicationPolicies,
  {
    operation: `DELETE ${path}/{id}`,
    id: "deleteReplicationPolicy",
    tag,
    params,
    answer: { done: true },
    fails: [401, 403, 404, 412, 422],
  },
  async ({ ctx, params: { id } }) => deleteReplicationPolicy(ctx, id),
);

type Body = z.output<typeof ReplicationPolicy>;

function given(body: Body): GivenPolicy {
  const { name, description, enabled, override, trigger, src_registry: source, dest_registry: destination } = body;
  return {
    name,
    description,
    enabled,
    override,
    source: source && (source.id ?? 0),
    destination: destination && (destination.id ?? 0),
    destNamespace: body.dest_namespace,
    destNamespaceReplaceCount: body.dest_namespace_replace_count ?? undefined,
    filters: body.filters ?? undefined,
    trigger: trigger
      ? {
          type: trigger.type ?? "",
          cron: trigger.trigger_settings?.cron ?? "",
        }
      : undefined,
    replicateDeletion: deletionOf(body),
    allowMassDeletion: body.allow_mass_deletion,
    speed: body.speed ?? undefined,
    copyByChunk: body.copy_by_chunk ?? undefined,
    singleActive: body.single_active_replication ?? undefined,
  };
}

/** Tools that know only one of the names send the other as false. */
function deletionOf({ replicate_deletion: newer, deletion: older }: Body): boolean | undefined {
  return newer === undefined && older === undefined ? undefined : newer === true || older === true;
}

function siteUrl(ctx: Context, request: Request): string {
  return ctx.settings.externalUrl ?? new URL(request.url).origin;
}

function shown({ policy, registry, pendingChanges }: PolicyView, url: string): z.input<typeof ReplicationPolicy> {
  const [local, remote] = [localRegistryShown(url), registryShown(registry)];
  const isPush = policy.direction === "push";
  return {
    id: policy.id,
    name: policy.name,
    description: policy.description,
    src_registry: isPush ? local : remote,
    dest_registry: isPush ? remote : local,
    dest_namespace: policy.destNamespace,
    dest_namespace_replace_count: policy.destNamespaceReplaceCount,
    trigger: { type: policy.trigger, trigger_settings: { cron: policy.cron } },
    filters: JSON.parse(policy.filters) as StoredFilter[],
    replicate_deletion: policy.replicateDeletion === 1,
    deletion: policy.replicateDeletion === 1,
    allow_mass_deletion: policy.allowMassDeletion === 1,
    override: policy.override === 1,
    enabled: policy.enabled === 1,
    speed: policy.speed,
    copy_by_chunk: policy.copyByChunk === 1,
    single_active_replication: policy.singleActive === 1,
    pending_changes: pendingChanges,
    creation_time: time(policy.createdAt),
    update_time: time(policy.updatedAt),
  };
}

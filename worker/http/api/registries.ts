import { z } from "@hono/zod-openapi";
import { getRegistryInfo, listProviders } from "../../domain/registries/provider-info.ts";
import type { GivenRegistry } from "../../domain/registries/read-registry.ts";
import {
  createRegistry,
  deleteRegistry,
  getRegistry,
  listRegistries,
  pingRegistry,
  updateRegistry,
} from "../../domain/registries/registries.ts";
import type { QueryTerm } from "../../store/filters.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { parseQ } from "./q.ts";
import { registryShown } from "./registry-shown.ts";
import { idParam } from "./schemas/common.ts";
import { Registry, RegistryInfo, RegistryPing, RegistryProviders, RegistryUpdate } from "./schemas/registries.ts";

export const registries = apiRouter();

const tag = "registry";
const params = { id: idParam };

operation(
  registries,
  {
    operation: "GET /registries",
    id: "listRegistries",
    tag,
    query: { ...listQuery, name: z.string().optional() },
    answer: { page: Registry, means: "registries that policies may replicate to or from" },
    fails: [400, 401, 403, 422],
  },
  async ({ ctx, query }) => {
    const named: QueryTerm[] = query.name ? [{ key: "name", value: { kind: "contains", value: query.name } }] : [];
    const { items, total } = await listRegistries(ctx, [...parseQ(query.q), ...named], pageOf(query));
    return { items: items.map(registryShown), total };
  },
);

operation(
  registries,
  {
    operation: "POST /registries",
    id: "createRegistry",
    tag,
    description: "It is asked first: one that does not answer, or does not take the credentials, is refused.",
    body: Registry,
    answer: { created: true },
    fails: [400, 401, 403, 409, 415, 422],
  },
  async ({ ctx, body }) => {
    const { name, type, url, description, insecure, credential } = body;
    const given: GivenRegistry = {
      name,
      type,
      url,
      description,
      insecure,
      caCertificate: body.ca_certificate,
      credentialType: credential?.type,
      accessKey: credential?.access_key,
      accessSecret: credential?.access_secret,
    };
    return `/api/v2.0/registries/${await createRegistry(ctx, given)}`;
  },
);

operation(
  registries,
  {
    operation: "POST /registries/ping",
    id: "pingRegistry",
    tag,
    description: "200 when it is there and takes the credentials, else 400 with the reason.",
    body: RegistryPing,
    answer: { done: true },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async ({ ctx, body }) => pingRegistry(ctx, body.id ?? null, { type: body.type, ...connectionGiven(body) }),
);

operation(
  registries,
  {
    operation: "GET /registries/{id}",
    id: "getRegistry",
    tag,
    params,
    answer: { json: Registry, means: "the registry; its secret is not shown" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id } }) => registryShown(await getRegistry(ctx, id)),
);

operation(
  registries,
  {
    operation: "PUT /registries/{id}",
    id: "updateRegistry",
    tag,
    description: "What is not given stays, as does the secret when its mask is given.",
    params,
    body: RegistryUpdate,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, params: { id }, body }) => {
    const { name, description } = body;
    return updateRegistry(ctx, id, { name, description, ...connectionGiven(body) });
  },
);

operation(
  registries,
  { operation: "DELETE /registries/{id}", id: "deleteRegistry", tag, params, answer: { done: true }, fails: [401, 403, 404, 412, 422] },
  async ({ ctx, params: { id } }) => deleteRegistry(ctx, id),
);

operation(
  registries,
  {
    operation: "GET /registries/{id}/info",
    id: "getRegistryInfo",
    tag,
    description: "Of what policies can do with it as their source; id 0 is this site.",
    params,
    answer: { json: RegistryInfo, means: "what it can do" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { id } }) => {
    const { type, provider, triggers } = await getRegistryInfo(ctx, id);
    const styles = { name: "input", tag: "input", label: "input", resource: "radio" } as const;
    return {
      type,
      description: provider.description,
      supported_resource_filters: provider.filters.map((filter) => ({
        type: filter,
        style: styles[filter],
        ...(filter === "resource" ? { values: ["image", "artifact"] } : {}),
      })),
      supported_triggers: [...triggers],
      supported_copy_by_chunk: provider.copyByChunk,
    };
  },
);

operation(
  registries,
  {
    operation: "GET /replication/adapters",
    id: "listRegistryProviderTypes",
    tag,
    answer: { json: z.array(z.string()), means: "types of registries" },
    fails: [401, 403],
  },
  async ({ ctx }) => Object.keys(await listProviders(ctx)),
);

operation(
  registries,
  {
    operation: "GET /replication/adapterinfos",
    id: "listRegistryProviderInfos",
    tag,
    answer: { json: RegistryProviders, means: "for each type the URLs to choose from, and what its credentials are" },
    fails: [401, 403],
  },
  async ({ ctx }) =>
    Object.fromEntries(
      Object.entries(await listProviders(ctx)).map(([type, { endpointType, endpoints }]) => [
        type,
        {
          endpoint_pattern: { endpoint_type: endpointType, endpoints: [...endpoints] },
          credential_pattern: {
            access_key_type: "AccessKeyTypeStandard",
            access_key_data: "",
            access_secret_type: "AccessSecretTypePass",
            access_secret_data: "",
          },
        },
      ]),
    ),
);

function connectionGiven(
  body: Pick<z.output<typeof RegistryPing>, keyof z.output<typeof RegistryUpdate> & keyof z.output<typeof RegistryPing>>,
) {
  return {
    url: body.url,
    credentialType: body.credential_type,
    accessKey: body.access_key,
    accessSecret: body.access_secret,
    insecure: body.insecure,
    caCertificate: body.ca_certificate,
  };
}

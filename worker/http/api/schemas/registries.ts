/** Registries elsewhere. */
import { z } from "@hono/zod-openapi";

export const Registry = z
  .object({
    id: z.number().int().optional(),
    name: z.string().optional(),
    type: z.string().optional(),
    url: z.string().optional(),
    description: z.string().optional(),
    credential: z
      .object({ type: z.string().optional(), access_key: z.string().optional(), access_secret: z.string().optional() })
      .openapi("RegistryCredential")
      .nullish(),
    insecure: z.boolean().optional().openapi({ description: "always false: certificates are verified" }),
    ca_certificate: z.string().nullish().openapi({ description: "PEM, on standalone servers only" }),
    status: z.string().optional(),
    status_reason: z.string().optional().openapi({ description: "why it is unhealthy" }),
    checked_time: z.string().optional().openapi({ format: "date-time" }),
    creation_time: z.string().optional().openapi({ format: "date-time" }),
    update_time: z.string().optional().openapi({ format: "date-time" }),
  })
  .openapi("Registry");

const connection = {
  url: z.string().nullish(),
  credential_type: z.string().nullish(),
  access_key: z.string().nullish(),
  access_secret: z.string().nullish(),
  insecure: z.boolean().nullish(),
  ca_certificate: z.string().nullish(),
};

export const RegistryUpdate = z
  .object({ name: z.string().nullish(), description: z.string().nullish(), ...connection })
  .openapi("RegistryUpdate");

export const RegistryPing = z.object({ id: z.number().int().nullish(), type: z.string().nullish(), ...connection }).openapi("RegistryPing");

export const RegistryInfo = z
  .object({
    type: z.string(),
    description: z.string(),
    supported_resource_filters: z.array(
      z.object({ type: z.string(), style: z.string(), values: z.array(z.string()).optional() }).openapi("FilterStyle"),
    ),
    supported_triggers: z.array(z.string()),
    supported_copy_by_chunk: z.boolean(),
  })
  .openapi("RegistryInfo");

const ProviderInfo = z
  .object({
    endpoint_pattern: z
      .object({
        endpoint_type: z.string(),
        endpoints: z.array(z.object({ key: z.string(), value: z.string() }).openapi("RegistryEndpoint")),
      })
      .openapi("RegistryProviderEndpointPattern"),
    credential_pattern: z
      .object({
        access_key_type: z.string(),
        access_key_data: z.string(),
        access_secret_type: z.string(),
        access_secret_data: z.string(),
      })
      .openapi("RegistryProviderCredentialPattern"),
  })
  .openapi("RegistryProviderInfo");

export const RegistryProviders = z.record(z.string(), ProviderInfo);

import type { z } from "@hono/zod-openapi";
import { type ConfigurationKey, configurationKeys } from "../../domain/configuration/keys.ts";
import { readConfiguration, readTimes } from "../../domain/configuration/read-configuration.ts";
import { updateConfiguration } from "../../domain/configuration/update-configuration.ts";
import { apiRouter, operation } from "./operation.ts";
import { Configurations, ConfigurationsResponse, InternalConfigurationsResponse, Times } from "./schemas/configurations.ts";
import type { Context } from "../../domain/context.ts";

export const configurations = apiRouter();

const tag = "configure";

operation(
  configurations,
  {
    operation: "GET /configurations",
    id: "getConfigurations",
    tag,
    answer: { json: ConfigurationsResponse, means: "every key but passwords" },
    fails: [401, 403],
  },
  async ({ ctx }) => ConfigurationsResponse.parse(await shown(ctx)),
);

operation(
  configurations,
  {
    operation: "GET /internalconfig",
    id: "getInternalconfig",
    tag,
    answer: { json: InternalConfigurationsResponse, means: "as /configurations" },
    fails: [401, 403],
  },
  async ({ ctx }) => shown(ctx),
);

operation(
  configurations,
  {
    operation: "PUT /configurations",
    id: "updateConfigurations",
    tag,
    body: Configurations,
    answer: { done: true },
    fails: [400, 401, 403, 415, 422],
  },
  async ({ ctx, body }) => updateConfiguration(ctx, body),
);

operation(
  configurations,
  {
    operation: "GET /system/times",
    id: "getTimes",
    tag,
    answer: { json: Times, means: "what this site was started with, in seconds" },
    fails: [401, 403],
    description: "How long things are kept or held. They are variables of the deployment, named `ROADSTEAD_<KEY>`.",
  },
  async ({ ctx }) => Object.fromEntries(Object.entries(await readTimes(ctx)).map(([key, { ms }]) => [key, ms / 1000])),
);

async function shown(ctx: Context): Promise<z.input<typeof InternalConfigurationsResponse>> {
  const configuration = await readConfiguration(ctx);
  const keys = Object.keys(configurationKeys) as ConfigurationKey[];
  return Object.fromEntries(
    keys
      .filter((key) => configurationKeys[key].type !== "password")
      .map((key) => [key, { value: configuration[key], editable: configurationKeys[key].built }]),
  );
}

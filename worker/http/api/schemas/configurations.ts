import { z } from "@hono/zod-openapi";
import { configurationKeys } from "../../../domain/configuration/keys.ts";

const editable = z.boolean();
const items = {
  string: z.object({ value: z.string(), editable }).openapi("StringConfigItem"),
  number: z.object({ value: z.number().int(), editable }).openapi("IntegerConfigItem"),
  boolean: z.object({ value: z.boolean(), editable }).openapi("BoolConfigItem"),
} as const;

const keys = Object.entries(configurationKeys);

/** Passwords are never among them. */
export const ConfigurationsResponse = z
  .object(Object.fromEntries(keys.flatMap(([key, { type }]) => (type === "password" ? [] : [[key, items[type].optional()] as const]))))
  .openapi("ConfigurationsResponse");

/** Harbor's tools also send numbers and booleans as texts; a value of the wrong kind is a 400 that names the key. */
const loose = {
  string: z.unknown().openapi({ type: "string" }),
  password: z.unknown().openapi({ type: "string" }),
  number: z.unknown().openapi({ type: "integer" }),
  boolean: z.unknown().openapi({ type: "boolean" }),
} as const;

export const Configurations = z
  .object(Object.fromEntries(keys.map(([key, { type }]) => [key, loose[type].optional()] as const)))
  .openapi("Configurations");

export const InternalConfigurationsResponse = z
  .record(z.string(), z.object({ value: z.union([z.string(), z.number(), z.boolean()]), editable }).openapi("InternalConfigurationValue"))
  .openapi("InternalConfigurationsResponse");

/** Ours. */
export const Times = z.record(z.string(), z.number()).openapi("Times");

import { setConfiguration } from "../../store/configuration.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { type ConfigurationKey, configurationKeys } from "./keys.ts";

/**
 * Sets some keys, all or none. Unknown keys are ignored, as Harbor ignores them.
 *
 * @throws DomainError FORBIDDEN, BAD_REQUEST naming the key
 */
export async function updateConfiguration(ctx: Context, given: Readonly<Record<string, unknown>>): Promise<void> {
  await authorizeSystem(ctx, "configuration", "update");
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(configurationKeys, key) || value === null || value === undefined) continue;
    values[key] = read(key as ConfigurationKey, value);
  }
  await ctx.commit([
    guardSystem(ctx.actor, "configuration", "update", { whileReadOnly: true }),
    setConfiguration(values),
    auditRow(ctx, {
      operation: "update",
      resourceType: "configuration",
      resource: Object.keys(values).join(","),
      projectId: null,
      description: `update configuration: ${Object.keys(values).join(", ")}`,
      success: true,
    }),
  ]);
}

function read(key: ConfigurationKey, value: unknown): string {
  const row = configurationKeys[key];
  const typed = typedValue(row.type, value);
  if (typed === null)
    throw new DomainError("BAD_REQUEST", { message: `${key} must be a ${row.type === "password" ? "string" : row.type}` });
  if (!row.built && typed !== row.default) {
    throw new DomainError("BAD_REQUEST", {
      message: `${key} cannot be set: its feature is not built yet, only the default ${JSON.stringify(row.default)} is accepted`,
    });
  }
  const problem = "problem" in row ? row.problem?.(typed) : null;
  if (problem) throw new DomainError("BAD_REQUEST", { message: `${key} ${problem}` });
  return String(typed);
}

/** Harbor's tools send numbers and booleans as texts, too. */
function typedValue(type: string, value: unknown): string | number | boolean | null {
  if (type === "boolean") {
    if (value === "true" || value === "false") return value === "true";
    return typeof value === "boolean" ? value : null;
  }
  if (type === "number") return /^-?\d{1,15}$/.test(String(value)) && typeof value !== "object" ? Number(value) : null;
  return typeof value === "string" ? value : null;
}

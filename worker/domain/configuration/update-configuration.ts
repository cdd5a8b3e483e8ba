import { setAuditForwards } from "../../store/audit-forwards.ts";
import { setConfiguration } from "../../store/configuration.ts";
import type { Sql } from "../../store/sql.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { forwardProblem, parseForwardEndpoints } from "../audit/forward-endpoints.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { type ConfigurationKey, configurationKeys } from "./keys.ts";
import { configurationOf } from "./read-configuration.ts";
import { sealSecret } from "./secrets.ts";

type Values = Partial<Record<ConfigurationKey, string>>;

/**
 * Sets some keys, all or none. Unknown keys are ignored, as Harbor ignores them.
 *
 * @throws DomainError FORBIDDEN, BAD_REQUEST naming the key
 */
export async function updateConfiguration(ctx: Context, given: Readonly<Record<string, unknown>>): Promise<void> {
  await authorizeSystem(ctx, "configuration", "update");
  const values: Values = {};
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(configurationKeys, key) || value === null || value === undefined) continue;
    values[key as ConfigurationKey] = read(key as ConfigurationKey, value);
  }
  const effects = await auditForwarding(ctx, values);
  const keys = Object.keys(values) as ConfigurationKey[];
  await ctx.commit([
    guardSystem(ctx.actor, "configuration", "update", { whileReadOnly: true }),
    setConfiguration(await sealed(ctx, values)),
    ...effects,
    auditRow(ctx, {
      operation: "update",
      resourceType: "configuration",
      resource: keys.join(","),
      projectId: null,
      description: `update configuration: ${keys.join(", ")}`,
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

async function sealed(ctx: Context, values: Values): Promise<Record<string, string>> {
  const entries = Object.entries(values) as [ConfigurationKey, string][];
  const texts = entries.map(async ([key, value]) => [
    key,
    configurationKeys[key].type === "password" ? await sealSecret(ctx, key, value) : value,
  ]);
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
}

/** A log that is kept nowhere is refused, and so is an endpoint that cannot be reached now. */
async function auditForwarding(ctx: Context, values: Values): Promise<Sql[]> {
  const { audit_log_forward_endpoint: text, skip_audit_log_database: skips } = values;
  if (text === undefined && skips === undefined) return [];
  const before = await configurationOf(ctx);
  const endpoints = parseForwardEndpoints(text ?? before.audit_log_forward_endpoint) ?? [];
  if (endpoints.length === 0 && (skips ?? String(before.skip_audit_log_database)) === "true") {
    throw new DomainError("BAD_REQUEST", { message: "skip_audit_log_database needs an audit_log_forward_endpoint" });
  }
  const known = parseForwardEndpoints(before.audit_log_forward_endpoint) ?? [];
  for (const endpoint of endpoints.filter(({ name }) => known.every((other) => other.name !== name))) {
    const problem = await forwardProblem(ctx, endpoint);
    if (problem !== null) throw new DomainError("BAD_REQUEST", { message: `audit_log_forward_endpoint cannot be reached: ${problem}` });
  }
  return setAuditForwards(endpoints.map(({ name }) => name));
}

/** Whether registries are there: when somebody changes one, and by themselves every ten minutes. */
import { claimDueRegistries, noteRegistryStatus, type RegistryRow } from "../../store/registries.ts";
import type { Context } from "../context.ts";
import { type Endpoint, endpointOf } from "./endpoint.ts";
import { ping } from "./ping.ts";

const ageMs = 600_000;
/** Asked at the same time; the next bell asks more. */
const registriesEach = 6;
const reasonCharactersMax = 500;

export type Health = Pick<RegistryRow, "status" | "statusReason">;

export async function healthOf(ctx: Context, endpoint: Endpoint): Promise<Health> {
  const reason = await ping(ctx, endpoint);
  return reason === null
    ? { status: "healthy", statusReason: "" }
    : { status: "unhealthy", statusReason: reason.slice(0, reasonCharactersMax) };
}

/** Looks at those that were not looked at for ten minutes. */
export async function checkRegistries(ctx: Context): Promise<void> {
  const [due = []] = await ctx.commit([claimDueRegistries(ageMs, registriesEach)]);
  await Promise.all(due.map(async (row) => check(ctx, row as unknown as RegistryRow)));
}

async function check(ctx: Context, row: RegistryRow): Promise<void> {
  const health = await endpointOf(ctx, row)
    .then((endpoint) => healthOf(ctx, endpoint))
    .catch((error: unknown): Health => {
      ctx.log("warn", "a registry was not asked", { registry: row.id, error });
      return { status: "unhealthy", statusReason: "it could not be asked; the log of the site has the cause" };
    });
  if (health.status === row.status && health.statusReason === row.statusReason) return;
  ctx.log("info", "a registry's health is another", { registry: row.id, ...health });
  await ctx.commit([noteRegistryStatus(row, health)]);
}

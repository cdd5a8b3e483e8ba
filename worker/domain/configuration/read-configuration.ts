import { listConfiguration } from "../../store/configuration.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import type { Context } from "../context.ts";
import type { Settings } from "../settings.ts";
import { type Configuration, configurationFrom } from "./keys.ts";

/** As it is now, for the site's own use. */
export async function configurationOf(ctx: Pick<Context, "store">): Promise<Configuration> {
  return configurationFrom(await listConfiguration(ctx.store));
}

/** For whoever may read it. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function readConfiguration(ctx: Context): Promise<Configuration> {
  await authorizeSystem(ctx, "configuration", "read");
  return configurationOf(ctx);
}

/** What the site was started with. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function readTimes(ctx: Context): Promise<Settings["times"]> {
  await authorizeSystem(ctx, "configuration", "read");
  return ctx.settings.times;
}

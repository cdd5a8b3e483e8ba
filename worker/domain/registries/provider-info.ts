/** What the types of registries can do. */
import { authorizeSystem } from "../access/authorize-system.ts";
import type { Context } from "../context.ts";
import { type Provider, providerOf, providers } from "./providers.ts";
import { getRegistry } from "./registries.ts";

/** By type. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listProviders(ctx: Context): Promise<Readonly<Record<string, Provider>>> {
  await authorizeSystem(ctx, "replication-adapter", "list");
  return providers;
}

export interface RegistryInfo {
  readonly type: string;
  readonly provider: Provider;
  /** Of policies whose source it is. */
  readonly triggers: readonly string[];
}

/** @param id 0: this site. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getRegistryInfo(ctx: Context, id: number): Promise<RegistryInfo> {
  if (id !== 0) {
    const { type } = await getRegistry(ctx, id);
    return { type, provider: providerOf(type), triggers: ["manual", "scheduled"] };
  }
  await authorizeSystem(ctx, "registry", "read");
  // Events are known of what happens here.
  return {
    type: "harbor",
    provider: { ...providers.roadstead, description: "this site" },
    triggers: ["manual", "scheduled", "event_based"],
  };
}

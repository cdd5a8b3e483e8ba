import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";
import { findRegistry, noteSiteId, type RegistryRow } from "../../store/registries.ts";
import type { Context } from "../context.ts";
import { endpointOf } from "../registries/endpoint.ts";
import { RegistrySession } from "../registries/registry-session.ts";
import { RemoteError } from "../registries/remote-error.ts";
import { siteId } from "../site/bootstrap.ts";
import { siteIdOf } from "./harbor-api.ts";
import { LocalDestination } from "./local-destination.ts";
import { LocalSource } from "./local-source.ts";
import { RemoteDestination } from "./remote-destination.ts";
import { RemoteSource } from "./remote-source.ts";
import type { Destination, Source } from "./sides.ts";

export interface Sides {
  readonly source: Source;
  readonly destination: Destination;
  /** As `replicated_blobs` has it. */
  readonly destinationId: number;
  /** This site, whichever of them it is. */
  readonly local: LocalSource;
  readonly registry: RegistryRow;
  /** How tags here name it that came from there. */
  readonly via: string;
}

/** What a policy copies from and to. @throws RemoteError when its registry is gone, or does not say who it is */
export async function openSides(ctx: Context, policy: ReplicationPolicyRow, signal: AbortSignal): Promise<Sides> {
  const registry = await findRegistry(ctx.store, policy.registryId);
  if (!registry) throw new RemoteError("refused", "the policy's registry was deleted");
  const session = new RegistrySession(ctx.store, await endpointOf(ctx, registry), signal);
  const local = new LocalSource(ctx);
  const [ownId, theirs] = await Promise.all([siteId(ctx), theirSiteId(ctx, registry, session)]);
  if (theirs === ownId) throw new RemoteError("refused", "the policy's registry is this site itself");
  const via = viaOf(registry.id, theirs);
  if (policy.direction === "push") {
    return { source: local, destination: new RemoteDestination(session, ownId, theirs), destinationId: registry.id, local, registry, via };
  }
  const destination = new LocalDestination(ctx, ownId, via);
  return { source: new RemoteSource(session, ownId), destination, destinationId: 0, local, registry, via };
}

/** How tags name where they came from: a site, or a registry that is none. */
function viaOf(registryId: number, site: string | null): string {
  return site ?? `registry-${registryId}`;
}

/** Asked once; a site never changes its id. */
async function theirSiteId(ctx: Context, registry: RegistryRow, session: RegistrySession): Promise<string | null> {
  if (registry.type !== "roadstead" || registry.siteId !== null) return registry.siteId;
  const found = await siteIdOf(session);
  if (found !== null) await ctx.commit([noteSiteId(registry.id, found)]);
  return found;
}

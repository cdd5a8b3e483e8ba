import { findRegistry, type RegistryRow } from "../../store/registries.ts";
import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";
import type { Context } from "../context.ts";
import { endpointOf } from "../registries/endpoint.ts";
import { RegistrySession } from "../registries/registry-session.ts";
import { RemoteError } from "../registries/remote-error.ts";
import { siteId } from "../site/bootstrap.ts";
import { LocalDestination } from "./local-destination.ts";
import { viaOf } from "./open-sides.ts";
import { RemoteSource } from "./remote-source.ts";

/** A policy's registry as a source for this site, whichever way the policy itself goes. @throws RemoteError when it is gone */
export async function openElsewhere(
  ctx: Context,
  policy: ReplicationPolicyRow,
  signal: AbortSignal,
): Promise<{ source: RemoteSource; destination: LocalDestination; registry: RegistryRow }> {
  const registry = await findRegistry(ctx.store, policy.registryId);
  if (!registry) throw new RemoteError("refused", "the policy's registry was deleted");
  const session = new RegistrySession(ctx.store, await endpointOf(ctx, registry), signal);
  const ownId = await siteId(ctx);
  const destination = new LocalDestination(ctx, ownId, viaOf(registry.id, registry.siteId));
  return { source: new RemoteSource(session, ownId), destination, registry };
}

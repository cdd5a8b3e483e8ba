import { createSealer } from "../../lib/seal.ts";
import type { RegistryRow } from "../../store/registries.ts";
import type { Context } from "../context.ts";

/** A registry elsewhere, with the secret in the clear: lives in memory only. */
export interface Endpoint {
  readonly type: string;
  /** As people gave it: scheme, host and port, without a slash at the end. */
  readonly url: string;
  /** Empty: anonymous. */
  readonly accessKey: string;
  readonly accessSecret: string;
  /** PEM, or null. */
  readonly caCertificate: string | null;
}

/** @throws Error when the secret was sealed under a key that is not given any more */
export async function endpointOf(ctx: Pick<Context, "settings">, row: RegistryRow): Promise<Endpoint> {
  const { type, url, accessKey, caCertificate } = row;
  return { type, url, accessKey, accessSecret: await openAccessSecret(ctx, row), caCertificate };
}

/** What is kept of a registry's secret (invariant 11). An empty one is none. */
export async function sealAccessSecret(ctx: Pick<Context, "settings">, secret: string): Promise<string> {
  return secret === "" ? "" : (await createSealer(ctx.settings.secretKeys)).seal(secret, place);
}

/** @throws Error when it was sealed under a key that is not given any more */
export async function openAccessSecret(ctx: Pick<Context, "settings">, { accessSecretSealed }: RegistryRow): Promise<string> {
  return accessSecretSealed === "" ? "" : (await createSealer(ctx.settings.secretKeys)).open(accessSecretSealed, place);
}

const place = "registries.access_secret_sealed";

import { createSealer } from "../../lib/seal.ts";
import { findConfigurationValue } from "../../store/configuration.ts";
import type { Context } from "../context.ts";
import type { ConfigurationKey } from "./keys.ts";

/** Values of passwords among the keys are kept sealed (invariant 11). An empty one is none. */
export async function sealSecret(ctx: Pick<Context, "settings">, key: ConfigurationKey, value: string): Promise<string> {
  if (value === "") return "";
  const sealer = await createSealer(ctx.settings.secretKeys);
  return sealer.seal(value, secretPlace(key));
}

/** @throws Error when it was sealed under a key that is not given any more. */
export async function openSecret(ctx: Pick<Context, "settings" | "store">, key: ConfigurationKey): Promise<string | null> {
  const sealed = await findConfigurationValue(ctx.store, key);
  if (sealed === null || sealed === "") return null;
  const sealer = await createSealer(ctx.settings.secretKeys);
  return sealer.open(sealed, secretPlace(key));
}

/** What a value is sealed for. */
export function secretPlace(key: ConfigurationKey): string {
  return `configuration.value.${key}`;
}

import type { RegistryHandler } from "./router.ts";

/** `GET /v2/`: says that this is a registry (distribution-spec v1.1 §"Determining Support"). */
export const base: RegistryHandler<"base"> = () => Response.json({});

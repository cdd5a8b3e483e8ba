import type { z } from "@hono/zod-openapi";
import { secretMask } from "../../domain/registries/read-registry.ts";
import type { RegistryRow } from "../../store/registries.ts";
import { time } from "./schemas/common.ts";
import type { Registry } from "./schemas/registries.ts";

type Shown = z.input<typeof Registry>;

/** A secret is shown as a mask, none as empty. */
export function registryShown(row: RegistryRow): Shown {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    url: row.url,
    description: row.description,
    credential: { type: "basic", access_key: row.accessKey, access_secret: row.accessSecretSealed === "" ? "" : secretMask },
    insecure: false,
    ca_certificate: row.caCertificate ?? "",
    status: row.status,
    status_reason: row.statusReason,
    checked_time: time(row.checkedAt),
    creation_time: time(row.createdAt),
    update_time: time(row.updatedAt),
  };
}

/** This site, as Harbor shows itself in policies. */
export function localRegistryShown(url: string): Shown {
  return { id: 0, name: "Local", type: "harbor", url, description: "", insecure: false, status: "healthy" };
}

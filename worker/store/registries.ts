import { firstRow, type Store } from "./db.ts";
import { sql } from "./sql.ts";

export interface RegistryRow {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly url: string;
  readonly description: string;
  readonly accessKey: string;
  /** Empty: none. */
  readonly accessSecretSealed: string;
  readonly caCertificate: string | null;
  readonly status: "healthy" | "unhealthy";
  readonly statusReason: string;
  readonly checkedAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`id, name, type, url, description, access_key as accessKey, access_secret_sealed as accessSecretSealed,
  ca_certificate as caCertificate, status, status_reason as statusReason, checked_at as checkedAt, created_at as createdAt,
  updated_at as updatedAt`;

export async function findRegistry(store: Store, id: number): Promise<RegistryRow | null> {
  return firstRow(store, sql`select ${columns} from registries where id = ${id}`);
}

import { firstRow, type Store } from "./db.ts";
import { sql } from "./sql.ts";

export interface ReplicationPolicyRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly registryId: number;
  readonly direction: "push" | "pull";
  readonly destNamespace: string;
  readonly destNamespaceReplaceCount: number;
  /** JSON. */
  readonly filters: string;
  readonly trigger: "manual" | "scheduled" | "event_based";
  readonly cron: string;
  readonly replicateDeletion: number;
  readonly allowMassDeletion: number;
  readonly override: number;
  readonly enabled: number;
  /** KB/s; 0: no limit. */
  readonly speed: number;
  readonly copyByChunk: number;
  readonly singleActive: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`id, name, description, registry_id as registryId, direction, dest_namespace as destNamespace,
  dest_namespace_replace_count as destNamespaceReplaceCount, filters, "trigger", cron, replicate_deletion as replicateDeletion,
  allow_mass_deletion as allowMassDeletion, override, enabled, speed, copy_by_chunk as copyByChunk, single_active as singleActive,
  created_at as createdAt, updated_at as updatedAt`;

export async function findReplicationPolicy(store: Store, id: number): Promise<ReplicationPolicyRow | null> {
  return firstRow(store, sql`select ${columns} from replication_policies where id = ${id}`);
}

import { firstRow, rows, type Store } from "./db.ts";
import { conditionsOf, type QueryTerm } from "./filters.ts";
import { guard } from "./guards.ts";
import { inOrder, type Listing, listRows, type Page } from "./listing.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

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
  /** Of a Roadstead, once it has said so. */
  readonly siteId: string | null;
  readonly status: "healthy" | "unhealthy";
  readonly statusReason: string;
  readonly checkedAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = sql`id, name, type, url, description, access_key as accessKey, access_secret_sealed as accessSecretSealed,
  ca_certificate as caCertificate, site_id as siteId, status, status_reason as statusReason, checked_at as checkedAt, created_at as createdAt,
  updated_at as updatedAt`;

export async function findRegistry(store: Store, id: number): Promise<RegistryRow | null> {
  return firstRow(store, sql`select ${columns} from registries where id = ${id}`);
}

export function noteSiteId(id: number, siteId: string): Sql {
  return sql`update registries set site_id = ${siteId} where id = ${id}`;
}

export async function findRegistries(store: Store, ids: readonly number[]): Promise<RegistryRow[]> {
  return rows(store, sql`select ${columns} from registries where id in (select value from ${jsonRows(ids)})`);
}

/** A site has tens of them: what no index finds is read. */
export async function listRegistries(store: Store, terms: readonly QueryTerm[], page: Page): Promise<Listing<RegistryRow>> {
  const text = (column: Sql) => ({ column, type: "text" as const });
  const filters = conditionsOf(terms, {
    id: { column: sql`id`, type: "number" },
    name: text(sql`name`),
    type: text(sql`type`),
    url: text(sql`url`),
    description: text(sql`description`),
    status: text(sql`status`),
    creation_time: { column: sql`created_at`, type: "time" },
  });
  const orders = {
    id: sql`id`,
    name: sql`name`,
    type: sql`type`,
    status: sql`status`,
    creation_time: sql`id`,
    update_time: sql`updated_at`,
  };
  return listRows(store, { columns, from: sql`registries`, filters, order: inOrder(page.sort, orders, sql`id`), page });
}

export type RegistryFields = Omit<RegistryRow, "id" | "siteId" | "checkedAt" | "createdAt" | "updatedAt">;

/** Just looked at. Fails with UNIQUE when there is one of this name. */
export function insertRegistry(registry: RegistryFields): Sql {
  const { name, type, url, description, accessKey, accessSecretSealed, caCertificate, status, statusReason } = registry;
  return sql`insert into registries (name, type, url, description, access_key, access_secret_sealed, ca_certificate, status, status_reason,
      checked_at, created_at, updated_at)
    values (${name}, ${type}, ${url}, ${description}, ${accessKey}, ${accessSecretSealed}, ${caCertificate}, ${status}, ${statusReason},
      ${nowMs}, ${nowMs}, ${nowMs})`;
}

export function selectRegistryId(name: string): Sql {
  return sql`select id from registries where name = ${name}`;
}

/** Just looked at. Fails when it was changed since it was read: what was looked at would not be what is kept. */
export function updateRegistry(read: RegistryRow, registry: RegistryFields): Sql[] {
  const { name, url, description, accessKey, accessSecretSealed, caCertificate, status, statusReason } = registry;
  return [
    guard("row_found", sql`exists (select 1 from registries where id = ${read.id} and updated_at = ${read.updatedAt})`),
    // Of two changes within a millisecond the second must see the first.
    sql`update registries set name = ${name}, url = ${url}, description = ${description}, access_key = ${accessKey},
      access_secret_sealed = ${accessSecretSealed}, ca_certificate = ${caCertificate}, status = ${status}, status_reason = ${statusReason},
      checked_at = ${nowMs}, updated_at = max(updated_at + 1, ${nowMs}),
      site_id = case when url = ${url} then site_id end where id = ${read.id}`,
    // What is there now need not be what was there.
    ...(url === read.url ? [] : [sql`delete from replicated_blobs where registry_id = ${read.id}`]),
  ];
}

export function deleteRegistry(id: number): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from registries where id = ${id})`),
    guard("row_unused", sql`not exists (select 1 from replication_policies where registry_id = ${id})`),
    sql`delete from replicated_blobs where registry_id = ${id}`,
    sql`delete from registries where id = ${id}`,
  ];
}

/** Takes those that were not looked at for so long, so that of several who look at the same moment only one asks each. */
export function claimDueRegistries(ageMs: number, countMax: number): Sql {
  return sql`update registries set checked_at = ${nowMs}
    where id in (select id from registries where checked_at <= ${nowMs} - ${ageMs} order by checked_at limit ${countMax})
    returning ${columns}`;
}

/** Nothing happens when it was changed since it was read. */
export function noteRegistryStatus(read: RegistryRow, status: Pick<RegistryRow, "status" | "statusReason">): Sql {
  return sql`update registries set status = ${status.status}, status_reason = ${status.statusReason}
    where id = ${read.id} and updated_at = ${read.updatedAt}`;
}

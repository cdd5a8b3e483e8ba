import { firstRow, rows, type Store } from "./db.ts";
import { guard } from "./guards.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface BridgeRow {
  readonly id: number;
  readonly name: string;
  /** Null: not enrolled yet. */
  readonly keyThumbprint: string | null;
  readonly enrolledAt: number | null;
  /** Null: there is no token that could be used. */
  readonly tokenExpiresAt: number | null;
  readonly revokedAt: number | null;
  readonly createdAt: number;
}

const columns = sql`id, name, key_thumbprint as keyThumbprint, enrolled_at as enrolledAt, token_expires_at as tokenExpiresAt,
  revoked_at as revokedAt, created_at as createdAt`;
const isThere = sql`revoked_at is null`;

/** All that are not revoked: a site has a handful. */
export async function listBridges(store: Store): Promise<BridgeRow[]> {
  return rows(store, sql`select ${columns} from bridges where ${isThere} order by id`);
}

export async function findBridge(store: Store, id: number): Promise<BridgeRow | null> {
  return firstRow(store, sql`select ${columns} from bridges where id = ${id} and ${isThere}`);
}

/** Revoked ones, too. */
export async function findBridgeByKey(store: Store, thumbprint: string): Promise<BridgeRow | null> {
  return firstRow(store, sql`select ${columns} from bridges where key_thumbprint = ${thumbprint}`);
}

/** A bridge that could be enrolled with the token now. */
export async function findBridgeByToken(store: Store, tokenHash: string): Promise<BridgeRow | null> {
  return firstRow(store, sql`select ${columns} from bridges where ${hasToken(tokenHash)}`);
}

/** Ids of the bridges whose keys are good. */
export const enrolledBridges: Sql = sql`select id from bridges where key_thumbprint is not null and ${isThere}`;

/** Fails with UNIQUE when the name is taken. */
export function insertBridge(bridge: { name: string; tokenHash: string; tokenMs: number }): Sql {
  return sql`insert into bridges (name, token_hash, token_expires_at, created_at)
    values (${bridge.name}, ${bridge.tokenHash}, ${nowMs} + ${bridge.tokenMs}, ${nowMs})`;
}

export function selectBridge(tokenHash: string): Sql {
  return sql`select ${columns} from bridges where token_hash = ${tokenHash}`;
}

/** Another token; the one before is void. The key stays good until the new token is used. */
export function setBridgeToken(id: number, token: { hash: string; ms: number }): Sql[] {
  return [found(id), sql`update bridges set token_hash = ${token.hash}, token_expires_at = ${nowMs} + ${token.ms} where id = ${id}`];
}

/** Uses the token up: of two keys that bring it at once, one loses. */
export function enrolBridge(tokenHash: string, thumbprint: string): Sql[] {
  return [
    guard("row_found", sql`exists (select 1 from bridges where ${hasToken(tokenHash)})`),
    sql`update bridges set key_thumbprint = ${thumbprint}, enrolled_at = ${nowMs}, token_hash = null, token_expires_at = null
      where token_hash = ${tokenHash}`,
  ];
}

export function revokeBridge(id: number): Sql[] {
  return [found(id), sql`update bridges set revoked_at = ${nowMs}, token_hash = null, token_expires_at = null where id = ${id}`];
}

function hasToken(tokenHash: string): Sql {
  return sql`token_hash = ${tokenHash} and token_expires_at > ${nowMs} and ${isThere}`;
}

function found(id: number): Sql {
  return guard("row_found", sql`exists (select 1 from bridges where id = ${id} and ${isThere})`);
}

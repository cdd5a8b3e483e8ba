import { rows, type Store } from "./db.ts";
import { nowMs, type Sql, sql } from "./sql.ts";

export interface SigningKeyRow {
  readonly kid: string;
  /** JSON Web Key. */
  readonly publicJwk: string;
  /** Sealed JSON Web Key. */
  readonly privateJwkSealed: string;
  readonly signsUntilMs: number;
  readonly verifiesUntilMs: number;
}

/** Keys whose tokens may still be valid, newest first. */
export async function listSigningKeys(store: Store): Promise<SigningKeyRow[]> {
  return rows(
    store,
    sql`select kid, public_jwk as publicJwk, private_jwk_sealed as privateJwkSealed, signs_until as signsUntilMs,
      verifies_until as verifiesUntilMs from signing_keys where verifies_until > ${nowMs} order by signs_until desc`,
  );
}

/** A new key, unless another isolate made one meanwhile. */
export function insertSigningKey(key: SigningKeyRow): Sql {
  return sql`insert into signing_keys (kid, public_jwk, private_jwk_sealed, created_at, signs_until, verifies_until)
    select ${key.kid}, ${key.publicJwk}, ${key.privateJwkSealed}, ${nowMs}, ${key.signsUntilMs}, ${key.verifiesUntilMs}
    where not exists (select 1 from signing_keys where signs_until > ${nowMs})`;
}

export function deleteOldSigningKeys(): Sql {
  return sql`delete from signing_keys where verifies_until <= ${nowMs}`;
}

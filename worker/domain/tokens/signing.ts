import { exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { createSealer } from "../../lib/seal.ts";
import type { Store } from "../../store/db.ts";
import { deleteOldSigningKeys, insertSigningKey, listSigningKeys, type SigningKeyRow } from "../../store/signing-keys.ts";
import type { Context } from "../context.ts";

/** ES256 (RFC 7518 §3.4): short signatures, known to every verifier. No other algorithm is ever accepted. */
export const signingAlgorithm = "ES256";

interface Keys {
  readonly signer: { readonly kid: string; readonly key: CryptoKey; readonly untilMs: number } | null;
  readonly verifiers: ReadonlyMap<string, CryptoKey>;
  readonly loadedAtMs: number;
}

type Site = Omit<Context, "actor">;

const place = "signing_keys.private_jwk_sealed";
const loaded = new WeakMap<Store, Promise<Keys>>();
/** An unknown key id asks the database again, but not for every forged token. */
const reloadMs = 5_000;

/** A key that may sign now; made when there is none, so keys change by themselves while old tokens stay good. */
export async function signingKey(site: Site): Promise<{ kid: string; key: CryptoKey }> {
  const keys = await currentKeys(site);
  if (keys.signer && keys.signer.untilMs > site.now()) return keys.signer;
  await site.commit([deleteOldSigningKeys(), insertSigningKey(await newKey(site))]);
  loaded.delete(site.store);
  const { signer } = await currentKeys(site);
  if (!signer) throw new Error("there is no signing key after making one");
  return signer;
}

/** The public key of that id, or null. */
export async function verifyingKey(site: Site, kid: string): Promise<CryptoKey | null> {
  const keys = await currentKeys(site);
  const key = keys.verifiers.get(kid);
  if (key || site.now() - keys.loadedAtMs < reloadMs) return key ?? null;
  loaded.delete(site.store);
  return (await currentKeys(site)).verifiers.get(kid) ?? null;
}

async function currentKeys(site: Site): Promise<Keys> {
  const keys = loaded.get(site.store) ?? load(site);
  loaded.set(site.store, keys);
  try {
    return await keys;
  } catch (error) {
    loaded.delete(site.store);
    throw error;
  }
}

async function load(site: Site): Promise<Keys> {
  const rows = await listSigningKeys(site.store);
  const verifiers = new Map<string, CryptoKey>();
  for (const row of rows) verifiers.set(row.kid, await importKey(row.publicJwk));
  const newest = rows.find((row) => row.signsUntilMs > site.now());
  return { signer: newest ? await openSigner(site, newest) : null, verifiers, loadedAtMs: site.now() };
}

async function openSigner(site: Site, row: SigningKeyRow): Promise<Keys["signer"]> {
  const sealer = await createSealer(site.settings.secretKeys);
  const key = await importKey(await sealer.open(row.privateJwkSealed, `${place}.${row.kid}`));
  return { kid: row.kid, key, untilMs: row.signsUntilMs };
}

/** Verifies for as long as it signs and a token's life more, so that no token is cut short by the change. */
async function newKey(site: Site): Promise<SigningKeyRow> {
  const { times, secretKeys } = site.settings;
  const pair = await generateKeyPair(signingAlgorithm, { extractable: true });
  const kid = crypto.randomUUID();
  const sealer = await createSealer(secretKeys);
  const signsUntilMs = site.now() + times.signing_key_rotation.ms;
  return {
    kid,
    publicJwk: JSON.stringify(await exportJWK(pair.publicKey)),
    privateJwkSealed: await sealer.seal(JSON.stringify(await exportJWK(pair.privateKey)), `${place}.${kid}`),
    signsUntilMs,
    verifiesUntilMs: signsUntilMs + times.token_expiration.ms + 120_000,
  };
}

async function importKey(json: string): Promise<CryptoKey> {
  return (await importJWK(JSON.parse(json) as JWK, signingAlgorithm)) as CryptoKey;
}

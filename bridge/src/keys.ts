import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";

/** Who a bridge is: a key that signs, and one that requests are sealed to. Neither private half ever leaves its file. */
export interface BridgeKeys {
  readonly signing: CryptoKey;
  readonly signingPublic: JWK;
  readonly sealing: CryptoKey;
  readonly sealingPublic: JWK;
  /** RFC 7638, of the signing key: what an administrator sees of it. */
  readonly fingerprint: string;
}

/** From its file, which is made at the first start and readable by its owner alone. @throws Error naming the file */
export async function loadKeys(file: string): Promise<BridgeKeys> {
  const stored = readOrNull(file) ?? (await makeKeys(file));
  const signing = await importJWK(stored.signing, "ES256");
  const sealing = await importJWK(stored.sealing, "ECDH-ES");
  const signingPublic = publicHalf(stored.signing);
  return {
    signing: signing as CryptoKey,
    signingPublic,
    sealing: sealing as CryptoKey,
    sealingPublic: publicHalf(stored.sealing),
    fingerprint: await calculateJwkThumbprint(signingPublic),
  };
}

interface Stored {
  readonly signing: JWK;
  readonly sealing: JWK;
}

function readOrNull(file: string): Stored | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  try {
    return JSON.parse(text) as Stored;
  } catch (error) {
    throw new Error(`${file} holds no keys; remove it and enrol the bridge anew`, { cause: error });
  }
}

async function makeKeys(file: string): Promise<Stored> {
  const [signing, sealing] = await Promise.all([
    generateKeyPair("ES256", { extractable: true }),
    generateKeyPair("ECDH-ES", { crv: "P-256", extractable: true }),
  ]);
  const stored = { signing: await exportJWK(signing.privateKey), sealing: await exportJWK(sealing.privateKey) };
  mkdirSync(dirname(file), { recursive: true });
  // Whole or not at all: half a file would be another bridge.
  writeFileSync(`${file}.new`, `${JSON.stringify(stored)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return stored;
}

function publicHalf({ kty, crv, x, y }: JWK): JWK {
  return { kty, crv, x, y } as JWK;
}

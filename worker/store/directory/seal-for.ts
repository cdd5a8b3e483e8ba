import { CompactEncrypt, importJWK, type JWK } from "jose";

/** A site has a handful of bridges, and each keeps its key. */
const keys = new Map<string, CryptoKey>();
const keysMax = 100;

/** RFC 7516, to the key that a bridge has signed: whoever reads along on the way learns no password. */
export async function sealFor(jwk: JWK, value: object): Promise<string> {
  const name = JSON.stringify(jwk);
  if (keys.size >= keysMax) keys.clear();
  const key = keys.get(name) ?? ((await importJWK(jwk, "ECDH-ES")) as CryptoKey);
  keys.set(name, key);
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM" })
    .encrypt(key);
}

import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/**
 * scrypt for passwords that people choose. N·r·p is 2^18: Cloudflare refuses more than 2^20, and memory (128·N·r = 32 MiB) must
 * fit an isolate.
 */
const cost = { N: 2 ** 15, r: 8, p: 1 };
const maxmem = 64 * 1024 * 1024;
const hashBytes = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64"), hash.toString("base64")].join("$");
}

/** @param stored what `hashPassword` returned; null does the same work and is never right, so that an unknown name costs as much. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = (stored ?? unknown).split("$");
  if (kind !== "scrypt" || !salt || !hash) throw new Error("a password hash of unknown form");
  const wanted = Buffer.from(hash, "base64");
  const found = await derive(password, Buffer.from(salt, "base64"), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(wanted, found) && stored !== null;
}

const unknown = ["scrypt", cost.N, cost.r, cost.p, Buffer.alloc(16).toString("base64"), Buffer.alloc(hashBytes).toString("base64")].join(
  "$",
);

function derive(password: string, salt: Buffer, parameters: typeof cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, { ...parameters, maxmem }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

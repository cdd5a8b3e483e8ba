import { Buffer } from "node:buffer";

/** Secrets that must be read back are kept sealed: AES-256-GCM, bound to where they lie, under a key from outside of the database. */
export interface Sealer {
  /** @param place table, row and column; the same must be given to open it. */
  seal(plain: string, place: string): Promise<string>;
  /** @throws Error when the key or the place is another, or the text was changed. */
  open(sealed: string, place: string): Promise<string>;
}

/** @param keys base64 of 32 bytes each; the first seals, all of them open, so that keys can be changed. */
export async function createSealer(keys: readonly string[]): Promise<Sealer> {
  const imported = new Map(await Promise.all(keys.map(importKey)));
  const [current] = imported.keys();
  return {
    async seal(plain, place) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const key = imported.get(current ?? "");
      if (!key) throw new Error("there is no sealing key");
      const bytes = new Uint8Array(await crypto.subtle.encrypt(algorithm(iv, place), key, new TextEncoder().encode(plain)));
      return `v1.${current}.${base64(iv)}.${base64(bytes)}`;
    },
    async open(sealed, place) {
      const [version, keyId, iv, bytes] = sealed.split(".");
      const key = imported.get(keyId ?? "");
      if (version !== "v1" || !key || !iv || !bytes) throw new Error("sealed under a key that is not given any more");
      const plain = await crypto.subtle.decrypt(algorithm(fromBase64(iv), place), key, fromBase64(bytes));
      return new TextDecoder().decode(plain);
    },
  };
}

async function importKey(text: string): Promise<readonly [string, CryptoKey]> {
  const bytes = fromBase64(text);
  if (bytes.byteLength !== 32) throw new Error("SECRET_KEY must be base64 of 32 bytes");
  const name = Buffer.from(await crypto.subtle.digest("SHA-256", bytes))
    .subarray(0, 4)
    .toString("hex");
  return [name, await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"])];
}

function algorithm(iv: Uint8Array<ArrayBuffer>, place: string) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64"));
}

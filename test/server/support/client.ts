/** A client of the registry that does nothing behind one's back. */
import { createHash, randomBytes, randomUUID } from "node:crypto";

export type Bytes = Uint8Array<ArrayBuffer>;

export interface Client {
  readonly url: string;
  /** A stream is sent in chunks, without a length. */
  call(method: string, path: string, init?: { body?: Bytes | string | ReadableStream; headers?: Record<string, string> }): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly requestId: string;
}

export function basicClient(url: string, password: string, username = "admin"): Client {
  return clientWith(url, `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`);
}

/** With a token for the scopes, as `repository:<name>:<actions>`. @param password the administrator's; null: nobody's token. */
export async function tokenClient(url: string, password: string | null, ...scopes: string[]): Promise<Client> {
  const client = password === null ? clientWith(url, null) : basicClient(url, password);
  const query = new URLSearchParams([["service", "harbor-registry"], ...scopes.map((scope) => ["scope", scope])]);
  const answer = await client.call("GET", `/service/token?${query.toString()}`);
  return bearerClient(url, tokenIn(answer));
}

/** What the token service gave. */
export function tokenIn(answer: Answer): string {
  return (JSON.parse(answer.body.toString()) as { token: string }).token;
}

export function bearerClient(url: string, token: string): Client {
  return clientWith(url, `Bearer ${token}`);
}

function clientWith(url: string, authorization: string | null): Client {
  return {
    url,
    async call(method, path, init = {}) {
      const requestId = randomUUID();
      const headers = { ...(authorization ? { Authorization: authorization } : {}), "X-Request-Id": requestId, ...init.headers };
      const body = init.body === undefined ? {} : { body: init.body, duplex: "half" };
      const answer = await fetch(new URL(path, url), { method, headers, redirect: "manual", ...body });
      return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()), requestId };
    },
  };
}

export function random(length: number): Bytes {
  return Uint8Array.from(randomBytes(length));
}

export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export async function openUpload(client: Client, repository: string): Promise<string> {
  const answer = await client.call("POST", `/v2/${repository}/blobs/uploads/`);
  if (answer.status !== 202) throw new Error(`upload: ${answer.status} ${answer.body.toString()}`);
  return answer.headers.get("Location") ?? "";
}

export async function pushBlob(client: Client, repository: string, bytes: Bytes): Promise<string> {
  const digest = sha256(bytes);
  const answer = await client.call("POST", `/v2/${repository}/blobs/uploads/?digest=${digest}`, { body: bytes });
  if (answer.status !== 201) throw new Error(`blob: ${answer.status} ${answer.body.toString()}`);
  return digest;
}

const ociManifest = "application/vnd.oci.image.manifest.v1+json";

/** The manifest of an image of one layer, both of whose blobs are pushed. */
export async function imageOf(client: Client, repository: string, layer: Bytes): Promise<string> {
  const config = Uint8Array.from(Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", layer: sha256(layer) })));
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: ociManifest,
    config: {
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest: await pushBlob(client, repository, config),
      size: config.length,
    },
    layers: [
      { mediaType: "application/vnd.oci.image.layer.v1.tar", digest: await pushBlob(client, repository, layer), size: layer.length },
    ],
  });
}

export async function putManifest(client: Client, repository: string, reference: string, manifest: string, headers = {}): Promise<Answer> {
  return client.call("PUT", `/v2/${repository}/manifests/${reference}`, {
    body: manifest,
    headers: { "Content-Type": ociManifest, ...headers },
  });
}

export interface Scrubbed {
  readonly unknown: string[];
  readonly missing: string[];
  readonly damaged: string[];
  /** Looked at in R2. */
  readonly objects: number;
  /** Looked at in D1. */
  readonly blobs: number;
}

/** What `npm run scrub` prints, objects and blobs counted apart. */
export async function scrub(client: Client): Promise<Scrubbed> {
  const all = { unknown: [] as string[], missing: [] as string[], damaged: [] as string[], objects: 0, blobs: 0 };
  for (let cursor = ""; ;) {
    const answer = await client.call("POST", `/api/v2.0/system/scrub${cursor}`);
    if (answer.status !== 200) throw new Error(`scrub: ${answer.status} ${answer.body.toString()}`);
    const page = JSON.parse(answer.body.toString());
    for (const kind of ["unknown", "missing", "damaged"] as const) all[kind].push(...page[kind]);
    all[cursor.includes("blobs") ? "blobs" : "objects"] += page.checked;
    if (page.next === null) return all;
    cursor = `?cursor=${encodeURIComponent(page.next)}`;
  }
}

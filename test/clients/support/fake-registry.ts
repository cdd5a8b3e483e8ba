/** A small registry for what no real one does: each request may be answered in another way than the distribution specification says. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type Bytes, sha256 } from "../../server/support/client.ts";

const manifestType = "application/vnd.oci.image.manifest.v1+json";

interface Stored {
  readonly bytes: Uint8Array;
  readonly type: string;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly atMs: number;
}

export interface FakeRegistry {
  readonly url: string;
  readonly asked: Asked[];
  readonly blobs: Map<string, Uint8Array>;
  /** By `repository:reference`. */
  readonly manifests: Map<string, Stored>;
  /** Answers itself and says true, or leaves it to the registry. */
  interfere: (request: IncomingMessage, response: ServerResponse, path: string) => boolean;
  close(): Promise<void>;
}

const running = new Set<FakeRegistry>();

export async function closeFakeRegistries(): Promise<void> {
  await Promise.all([...running].map((fake) => fake.close()));
}

export async function startFakeRegistry(tls?: { key: Buffer; cert: Buffer }): Promise<FakeRegistry> {
  const uploads = new Map<string, Buffer[]>();
  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(fake, uploads, request, response);
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const fake: FakeRegistry = {
    url: `${tls ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    blobs: new Map(),
    manifests: new Map(),
    interfere: () => false,
    async close() {
      running.delete(fake);
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  running.add(fake);
  return fake;
}

/** Puts an image of one layer there. */
export function addImage(
  fake: FakeRegistry,
  at: { repository: string; tag: string; layer: Bytes; type?: string },
): { manifest: string; layer: string } {
  const config = Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", layer: sha256(at.layer) }));
  for (const blob of [config, at.layer]) fake.blobs.set(sha256(blob), blob);
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: sha256(config), size: config.length },
      layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: sha256(at.layer), size: at.layer.length }],
    }),
  );
  putManifest(fake, at.repository, at.tag, { bytes, type: at.type ?? manifestType });
  return { manifest: sha256(bytes), layer: sha256(at.layer) };
}

function putManifest(fake: FakeRegistry, repository: string, reference: string, stored: Stored): void {
  for (const name of new Set([reference, sha256(stored.bytes)])) fake.manifests.set(`${repository}:${name}`, stored);
}

type Uploads = Map<string, Buffer[]>;

async function answer(fake: FakeRegistry, uploads: Uploads, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", fake.url);
  const method = request.method ?? "GET";
  fake.asked.push({ method, path: url.pathname + url.search, authorization: request.headers.authorization, atMs: Date.now() });
  response.on("error", () => undefined);
  if (fake.interfere(request, response, url.pathname)) return;
  const [, repository = "", kind = "", rest = ""] = /^\/v2\/(.+)\/(manifests|blobs|tags)\/(.*)$/.exec(url.pathname) ?? [];
  const body = await buffer(request).catch(() => Buffer.alloc(0));
  if (url.pathname === "/v2/") return void response.writeHead(200).end("{}");
  if (kind === "tags") return tags(fake, repository, response);
  if (kind === "manifests")
    return manifest(fake, { repository, reference: rest, method, type: request.headers["content-type"] ?? "" }, body, response);
  if (kind === "blobs" && rest.startsWith("uploads/"))
    return upload(fake, uploads, { url, method, id: rest.slice("uploads/".length) }, body, response);
  const blob = kind === "blobs" ? fake.blobs.get(rest) : undefined;
  if (!blob) return void response.writeHead(404).end();
  response.writeHead(200, { "Content-Length": blob.length });
  response.end(method === "HEAD" ? undefined : blob);
}

function tags(fake: FakeRegistry, repository: string, response: ServerResponse): void {
  const names = [...fake.manifests.keys()].filter((key) => key.startsWith(`${repository}:`)).map((key) => key.slice(repository.length + 1));
  response.writeHead(200).end(JSON.stringify({ name: repository, tags: names.filter((name) => !name.startsWith("sha256:")) }));
}

function manifest(
  fake: FakeRegistry,
  { repository, reference, method, type }: { repository: string; reference: string; method: string; type: string },
  body: Buffer,
  response: ServerResponse,
): void {
  if (method === "PUT") {
    putManifest(fake, repository, reference, { bytes: body, type });
    return void response.writeHead(201, { "Docker-Content-Digest": sha256(body) }).end();
  }
  const found = fake.manifests.get(`${repository}:${reference}`);
  if (!found) return void response.writeHead(404).end();
  response.writeHead(200, {
    "Content-Type": found.type,
    "Content-Length": found.bytes.length,
    "Docker-Content-Digest": sha256(found.bytes),
  });
  response.end(method === "HEAD" ? undefined : found.bytes);
}

function upload(
  fake: FakeRegistry,
  uploads: Uploads,
  at: { url: URL; method: string; id: string },
  body: Buffer,
  response: ServerResponse,
): void {
  const { url, method } = at;
  const id = method === "POST" ? randomUUID() : at.id;
  const pieces = method === "POST" ? [] : (uploads.get(id) ?? []);
  uploads.set(id, [...pieces, body]);
  const bytes = Buffer.concat([...pieces, body]);
  const location = method === "POST" ? `${url.pathname}${id}` : url.pathname;
  if (method !== "PUT") return void response.writeHead(202, { Location: location, Range: `0-${Math.max(0, bytes.length - 1)}` }).end();
  const digest = url.searchParams.get("digest") ?? "";
  const isRight = digest === sha256(bytes);
  if (isRight) fake.blobs.set(digest, bytes);
  response
    .writeHead(isRight ? 201 : 400)
    .end(isRight ? "" : JSON.stringify({ errors: [{ code: "DIGEST_INVALID", message: "other bytes" }] }));
}

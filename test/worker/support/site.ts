/** The Worker under test, as a client sees it, with a short way to people, projects and content. */
import { env, exports } from "cloudflare:workers";
import { createHash } from "node:crypto";
import { expect } from "vitest";
import { assertHarborAnswer } from "./harbor-contract.ts";
import type { Bindings } from "../../../worker/store/bindings.ts";

export const bindings = env as unknown as Bindings;
const worker = (exports as unknown as { default: Fetcher }).default;
const origin = "http://registry.test";
const adminPassword = "Harbor12345";

export interface Caller {
  readonly authorization: string | null;
}

export const anonymous: Caller = { authorization: null };
export const admin: Caller = basic("admin", adminPassword);

export function basic(username: string, password: string): Caller {
  return { authorization: `Basic ${btoa(`${username}:${password}`)}` };
}

type Init = RequestInit & { headers?: Record<string, string> };

/** One request; what a test sends comes from an address of its own unless it says otherwise, so that none is locked out by another's attempts. */
export async function call(caller: Caller, method: string, path: string, init: Init = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (caller.authorization) headers.set("Authorization", caller.authorization);
  if (!headers.has("CF-Connecting-IP")) headers.set("CF-Connecting-IP", encodeURIComponent(expect.getState().currentTestName ?? "before"));
  const url = new URL(path, origin);
  const answer = await worker.fetch(new Request(url, { ...init, method, headers, redirect: "manual" }));
  await assertHarborAnswer(method, url.href, answer);
  return answer;
}

export async function callJson(caller: Caller, method: string, path: string, body?: unknown): Promise<Response> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  return call(caller, method, path, init);
}

let serial = 0;
/** A name that no other test has. */
export function fresh(prefix: string): string {
  serial += 1;
  return `${prefix}-${serial}-${crypto.randomUUID().slice(0, 8)}`;
}

export async function createProject(options: { public?: boolean; name?: string } = {}): Promise<{ name: string; id: number }> {
  const name = options.name ?? fresh("project");
  const answer = await callJson(admin, "POST", "/api/v2.0/projects", {
    project_name: name,
    metadata: { public: String(options.public ?? false) },
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return { name, id: Number(answer.headers.get("Location")?.split("/").at(-1)) };
}

export interface Person extends Caller {
  readonly name: string;
  readonly password: string;
  readonly id: number;
}

export async function createUser(): Promise<Person> {
  const name = fresh("user");
  const password = "Secret12345";
  const answer = await callJson(admin, "POST", "/api/v2.0/users", {
    username: name,
    password,
    realname: name,
    email: `${name}@example.com`,
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  const id = Number(answer.headers.get("Location")?.split("/").at(-1));
  return { name, password, id, ...basic(name, password) };
}

export const roles = { projectAdmin: 1, developer: 2, guest: 3, maintainer: 4, limitedGuest: 5 } as const;

export async function createMember(project: { id: number }, role: number): Promise<Person & { readonly memberId: number }> {
  const user = await createUser();
  const answer = await callJson(admin, "POST", `/api/v2.0/projects/${project.id}/members`, {
    role_id: role,
    member_user: { username: user.name },
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return { ...user, memberId: Number(answer.headers.get("Location")?.split("/").at(-1)) };
}

/** A bearer token, as docker fetches it. */
export async function token(caller: Caller, ...scopes: string[]): Promise<Caller> {
  const search = new URLSearchParams([["service", "harbor-registry"], ...scopes.map((scope) => ["scope", scope])]);
  const answer = await call(caller, "GET", `/service/token?${search.toString()}`);
  expect(answer.status).toBe(200);
  const { token: text } = await answer.json<{ token: string }>();
  return { authorization: `Bearer ${text}` };
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes that do not repeat, the same for the same seed. */
export function content(length: number, seed = "seed"): Bytes {
  const bytes = new Uint8Array(length);
  let block = createHash("sha256").update(seed).digest();
  for (let at = 0; at < length; at += block.length) {
    bytes.set(block.subarray(0, Math.min(block.length, length - at)), at);
    if (at % 4096 === 0) block = createHash("sha256").update(block).digest();
    else block[at % 32] = (block[at % 32] ?? 0) + 1;
  }
  return bytes;
}

export function bytesOf(text: string): Bytes {
  return Uint8Array.from(new TextEncoder().encode(text));
}

export function digestOf(bytes: Uint8Array | string, algorithm: "sha256" | "sha512" = "sha256"): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

export async function pushBlob(caller: Caller, repository: string, bytes: Bytes): Promise<string> {
  const digest = digestOf(bytes);
  const answer = await call(caller, "POST", `/v2/${repository}/blobs/uploads/?digest=${digest}`, { body: bytes });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return digest;
}

export const ociManifest = "application/vnd.oci.image.manifest.v1+json";
export const ociIndex = "application/vnd.oci.image.index.v1+json";

export async function putManifest(
  caller: Caller,
  repository: string,
  reference: string,
  manifest: unknown,
  type = ociManifest,
): Promise<Response> {
  const body = typeof manifest === "string" ? manifest : JSON.stringify(manifest);
  return call(caller, "PUT", `/v2/${repository}/manifests/${reference}`, { body, headers: { "Content-Type": type } });
}

/** A manifest of one config and one layer, which are pushed. */
export async function imageIn(
  caller: Caller,
  repository: string,
  seed: string,
): Promise<{ manifest: object; digest: string; layer: string; config: string }> {
  const layerBytes = content(1000, `layer ${seed}`);
  const configBytes = bytesOf(JSON.stringify({ architecture: "amd64", os: "linux", seed }));
  const layer = await pushBlob(caller, repository, layerBytes);
  const config = await pushBlob(caller, repository, configBytes);
  const manifest = {
    schemaVersion: 2,
    mediaType: ociManifest,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: config, size: configBytes.length },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: layer, size: layerBytes.length }],
  };
  return { manifest, digest: digestOf(JSON.stringify(manifest)), layer, config };
}

export async function pushImage(
  caller: Caller,
  repository: string,
  tag: string,
  seed = tag,
): Promise<{ digest: string; layer: string; config: string }> {
  const image = await imageIn(caller, repository, seed);
  const answer = await putManifest(caller, repository, tag, image.manifest);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return image;
}

/** The first error code of an answer under /v2 or /api. */
export async function codeOf(answer: Response): Promise<string | undefined> {
  const body = await answer.json<{ errors?: { code: string }[] }>();
  return body.errors?.[0]?.code;
}

export interface AuditRow {
  readonly operation: string;
  readonly resource_type: string;
  readonly resource: string;
  readonly actor: string;
  readonly success: number;
}

export async function auditRows(where: string, ...values: unknown[]): Promise<AuditRow[]> {
  const { results } = await bindings.DB.prepare(`select * from audit_log where ${where} order by id`)
    .bind(...values)
    .all<AuditRow>();
  return results;
}

export async function query<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
  return (
    await bindings.DB.prepare(text)
      .bind(...values)
      .all<Row>()
  ).results;
}

/** Waits for what another request brings about. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (await holds()) return;
    await scheduler.wait(20);
  }
  throw new Error(`${what}: not in twenty seconds`);
}

import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ok, run } from "./run.ts";

export { ok };

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this by npm run test:clients`);
  return value;
}

export const registry = need("TEST_REGISTRY");
/** `127.0.0.1:PORT` */
export const host = new URL(registry).host;
export const password = need("TEST_PASSWORD");
export const dockerEnvironment = { DOCKER_HOST: need("TEST_DOCKER") };
export const containerdAddress = need("TEST_CONTAINERD");

/** Short and in lower case: podman limits the length of its folders, and image references take no capitals. */
export function freshFolder(name: string): string {
  const folder = join(need("TEST_FOLDER"), name);
  mkdirSync(folder);
  return folder;
}

export async function fails(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const ran = await run(command, args, environment);
  if (ran.code === 0) throw new Error(`${command} ${args.join(" ")} succeeded`);
  return ran.stdout + ran.stderr;
}

const basic = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;

/** A request as the administrator. */
export async function asAdmin(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, registry), { ...init, headers: { Authorization: basic, ...(init.headers as Record<string, string>) } });
}

export async function createProject(name: string, isPublic: boolean): Promise<void> {
  const body = JSON.stringify({ project_name: name, metadata: { public: String(isPublic) } });
  const answer = await asAdmin("/api/v2.0/projects", { method: "POST", body, headers: { "Content-Type": "application/json" } });
  if (answer.status !== 201) throw new Error(`project ${name}: ${answer.status} ${await answer.text()}`);
}

/** The digest that the registry names for a tag. */
export async function digestOf(repository: string, reference: string): Promise<string> {
  const answer = await asAdmin(`/v2/${repository}/manifests/${reference}`, { method: "HEAD" });
  if (answer.status !== 200) throw new Error(`${repository}:${reference}: ${answer.status}`);
  return answer.headers.get("Docker-Content-Digest") ?? "";
}

export async function getManifest(repository: string, reference: string): Promise<Record<string, unknown>> {
  return (await asAdmin(`/v2/${repository}/manifests/${reference}`)).json() as Promise<Record<string, unknown>>;
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export async function pushBlob(repository: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = sha256(bytes);
  const answer = await asAdmin(`/v2/${repository}/blobs/uploads/?digest=${digest}`, { method: "POST", body: bytes });
  if (answer.status !== 201) throw new Error(`blob: ${answer.status} ${await answer.text()}`);
  return digest;
}

/** A folder that looks like a root file system: a program, a few files, and some megabytes that do not compress. */
export async function makeRootfs(folder: string, megabytes: number): Promise<string> {
  for (const name of ["bin", "etc", "tmp"]) mkdirSync(join(folder, name), { recursive: true });
  await ok("cp", ["/bin/busybox", join(folder, "bin/busybox")]);
  await ok("ln", ["-sf", "busybox", join(folder, "bin/sh")]);
  writeFileSync(join(folder, "etc/os-release"), "ID=test\n");
  writeFileSync(join(folder, "etc/random"), randomBytes(megabytes * 1024 * 1024));
  const tar = `${folder}.tar`;
  await ok("tar", ["-C", folder, "-cf", tar, "."]);
  return tar;
}

/** Registries with something wrong, and what a site must say of them. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect } from "vitest";
import { random } from "../../server/support/client.ts";
import { addImage, type FakeRegistry, startFakeRegistry } from "./fake-registry.ts";
import { call, type Execution, idOf, logOf, makePolicy, run, type Site, tagsOf } from "./replication.ts";

let serial = 0;

interface Bad {
  readonly fake: FakeRegistry;
  readonly policy: number;
  readonly registry: number;
  /** Where its images go here. */
  readonly to: string;
  /** Of the image that is as it should be, and of the other one. */
  readonly good: { readonly manifest: string; readonly layer: string };
  readonly bad: { readonly manifest: string; readonly layer: string };
}

interface Elsewhere {
  readonly tls?: { key: Buffer; cert: Buffer };
  readonly ca?: string;
  readonly credential?: object;
  readonly type?: string;
  readonly badType?: string;
}

/** A registry with two images, `a-bad` and `b-good`, and a policy that brings them here. */
export async function pulling(here: Site, options: Elsewhere = {}): Promise<Bad> {
  const fake = await startFakeRegistry(options.tls);
  const bad = addImage(fake, {
    repository: "src/app",
    tag: "a-bad",
    layer: random(200_000),
    ...(options.badType ? { type: options.badType } : {}),
  });
  const good = addImage(fake, { repository: "src/app", tag: "b-good", layer: random(1000) });
  const registry = await register(here, fake.url, options);
  const to = `bad-${(serial += 1)}`;
  const policy = await makePolicy(here, { name: to, direction: "pull", registry, repositories: "src/app", dest_namespace: to });
  return { fake, policy, registry, to: `${to}/app`, good, bad };
}

export async function register(site: Site, url: string, { ca, credential, type = "docker-registry" }: Elsewhere = {}): Promise<number> {
  const body = {
    name: `registry-${(serial += 1)}`,
    type,
    url,
    ...(ca ? { ca_certificate: ca } : {}),
    ...(credential ? { credential } : {}),
  };
  return idOf((await call(site, "POST", "/registries", body)).location);
}

/** The run's end, after it was seen that the reason is named where people look. */
export async function failed(site: Site, policy: number, reason: RegExp): Promise<Execution & { log: string }> {
  const execution = await run(site, policy);
  const log = await logOf(site, execution.id);
  expect({ status: execution.status, text: execution.status_text, log }).toEqual({
    status: "Failed",
    text: expect.stringMatching(reason),
    log: expect.stringMatching(reason),
  });
  return { ...execution, log };
}

/** The bad one is named, the good one arrives, and nothing else is there. */
export async function badAlone(here: Site, { policy, to, good }: Bad, reason: RegExp): Promise<void> {
  const execution = await failed(here, policy, reason);
  expect(execution.status_text).toMatch(/src\/app:a-bad|a-bad/);
  expect(await tagsOf(here.admin, to)).toEqual({ "b-good": good.manifest });
}

type Interference = (request: IncomingMessage, response: ServerResponse) => void;

/** Of what is asked about a digest, with the method given; `times`: only so often. */
export function about(
  digest: string,
  method: string,
  interference: Interference,
  times = Number.POSITIVE_INFINITY,
): FakeRegistry["interfere"] {
  let left = times;
  return (request, response, path) => {
    if (request.method !== method || !path.endsWith(digest) || left <= 0) return false;
    left -= 1;
    interference(request, response);
    return true;
  };
}

export const says =
  (status: number, headers: Record<string, string> = {}, body = ""): Interference =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

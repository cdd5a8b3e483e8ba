/** What registries have lost to collection: each shape is collected, and then everything that should be there is pulled. */
import { beforeAll, expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import { collection } from "../../worker/domain/gc/collect.ts";
import { runTasks } from "../../worker/domain/jobs/run-tasks.ts";
import { startExecution } from "../../worker/domain/jobs/start-execution.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { openStore } from "../../worker/store/db.ts";
import { api, pushImage } from "./support/harbor.ts";
import {
  admin,
  bindings,
  bytesOf,
  call,
  callJson,
  content,
  createProject,
  digestOf,
  fresh,
  ociIndex,
  ociManifest,
  pushBlob,
  putManifest,
  query,
} from "./support/site.ts";

const site = siteContext(bindings, "shapes-test", () => {});
const settings = { ...site.settings, times: { ...site.settings.times, gc_window: { ms: 0 }, trash_retention: { ms: 0 } } };
const ctx: Context = { ...site, settings, actor: { kind: "system" }, log: () => undefined };

async function runOnce(kind: string, context: Context): Promise<void> {
  while ((await runTasks(context, { [kind]: collection }, 5000)).more);
}

async function start(kind: string): Promise<number> {
  const parameters = { delete_untagged: true };
  return startExecution(ctx, { kind, vendorId: 0, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] }, []);
}

/** Every lease runs out, and what is due is collected, until nothing is. */
async function collectAll(): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    await query("update repository_blobs set lease_until = 1");
    await query("update artifacts set lease_until = 1");
    await query("update gc_candidates set due = 1");
    const kind = fresh("gc");
    await start(kind);
    await runOnce(kind, ctx);
  }
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Pulls the manifest with all that it names. */
async function pullAll(repository: string, reference: string): Promise<void> {
  const answer = await call(admin, "GET", `/v2/${repository}/manifests/${reference}`);
  expect(answer.status, `${repository} ${reference}`).toBe(200);
  const manifest = await answer.json<{ config?: Descriptor; layers?: Descriptor[]; manifests?: Descriptor[] }>();
  const all = [...(manifest.layers ?? []), ...(manifest.manifests ?? []), ...(manifest.config ? [manifest.config] : [])];
  for (const { mediaType, digest } of all) {
    if (mediaType === ociManifest || mediaType === ociIndex) {
      await pullAll(repository, digest);
      continue;
    }
    const blob = await call(admin, "GET", `/v2/${repository}/blobs/${digest}`);
    expect(blob.status, `${repository} ${digest}`).toBe(200);
    expect(digestOf(new Uint8Array(await blob.arrayBuffer()))).toBe(digest);
  }
}

const child = (digest: string, architecture: string) => ({
  mediaType: ociManifest,
  digest,
  size: 500,
  platform: { os: "linux", architecture },
});
const indexOf = (...manifests: unknown[]) => JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests });

let one: { name: string; id: number };
let other: { name: string; id: number };
beforeAll(async () => {
  [one, other] = [await createProject(), await createProject()];
});

it("an index with untagged children, a signature on one of them, and an index of indexes", async () => {
  const repository = `${one.name}/multi`;
  const [arm, amd] = [await pushImage(admin, repository), await pushImage(admin, repository)];
  const signature = await pushImage(admin, repository, { subject: arm.digest });
  const inner = indexOf(child(arm.digest, "arm64"), child(amd.digest, "amd64"));
  expect((await putManifest(admin, repository, digestOf(inner), inner, ociIndex)).status).toBe(201);
  const outer = indexOf({ mediaType: ociIndex, digest: digestOf(inner), size: inner.length });
  expect((await putManifest(admin, repository, "all", outer, ociIndex)).status).toBe(201);
  await collectAll();
  await pullAll(repository, "all");
  await pullAll(repository, signature.digest);
});

it("a blob that two projects share, when one lets go of it", async () => {
  const seed = fresh("shared");
  const first = await pushImage(admin, `${one.name}/shared`, { tag: "1", seed });
  await pushImage(admin, `${other.name}/shared`, { tag: "1", seed });
  await call(admin, "DELETE", `/v2/${one.name}/shared/manifests/${first.digest}`);
  await collectAll();
  await pullAll(`${other.name}/shared`, "1");
  expect((await call(admin, "GET", `/v2/${one.name}/shared/blobs/${first.layer}`)).status).toBe(404);
});

it("an artifact in two repositories, when one of them is deleted", async () => {
  const image = await pushImage(admin, `${one.name}/source`, { tag: "1" });
  const copied = await callJson(admin, "POST", `${api}/projects/${one.name}/repositories/copy/artifacts?from=${one.name}/source:1`);
  expect(copied.status).toBe(201);
  expect((await call(admin, "DELETE", `${api}/projects/${one.name}/repositories/source`)).status).toBe(200);
  await collectAll();
  await pullAll(`${one.name}/copy`, "1");
  await pullAll(`${one.name}/copy`, image.digest);
});

it("a BuildKit cache: an index whose descriptors are layers and a config, not manifests", async () => {
  const repository = `${one.name}/cache`;
  const layers = [content(900, fresh("cached")), content(700, fresh("cached"))];
  const descriptors: Descriptor[] = [];
  for (const bytes of layers) {
    descriptors.push({
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      digest: await pushBlob(admin, repository, bytes),
      size: bytes.length,
    });
  }
  const config = bytesOf(JSON.stringify({ layers: [], records: [], of: fresh("cache") }));
  descriptors.push({
    mediaType: "application/vnd.buildkit.cacheconfig.v0",
    digest: await pushBlob(admin, repository, config),
    size: config.length,
  });
  expect((await putManifest(admin, repository, "buildcache", indexOf(...descriptors), ociIndex)).status).toBe(201);
  await collectAll();
  await pullAll(repository, "buildcache");
});

it("a child that an index lacks comes later, and is then kept by it", async () => {
  const repository = `${one.name}/sparse`;
  const later = await pushImage(admin, `${one.name}/elsewhere`, { tag: "1" });
  const index = indexOf(child(later.digest, "arm64"));
  expect((await putManifest(admin, repository, "sparse", index, ociIndex)).status).toBe(201);
  await collectAll();
  const body = await (await call(admin, "GET", `/v2/${one.name}/elsewhere/manifests/1`)).text();
  const manifest = JSON.parse(body) as { config: Descriptor; layers: Descriptor[] };
  for (const { digest } of [manifest.config, ...manifest.layers]) {
    const mounted = await call(admin, "POST", `/v2/${repository}/blobs/uploads/?mount=${digest}&from=${one.name}/elsewhere`);
    expect(mounted.status).toBe(201);
  }
  expect((await putManifest(admin, repository, later.digest, body)).status).toBe(201);
  await collectAll();
  await pullAll(repository, "sparse");
});

it("objects that the bucket does not delete are tried again, told, and deleted by the next run; nothing else waits for them", async () => {
  const repository = `${one.name}/stuck`;
  const { digest, layer } = await pushImage(admin, repository, { tag: "1" });
  const [blob] = await query<{ key: string }>("select storage_key as key from blobs where digest = ?", layer);
  await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
  let failures = 0;
  const BLOBS = new Proxy(bindings.BLOBS, {
    get(bucket, name: keyof R2Bucket) {
      if (name !== "delete") return typeof bucket[name] === "function" ? (bucket[name] as () => unknown).bind(bucket) : bucket[name];
      return async () => {
        failures += 1;
        throw new Error("the bucket is out of order");
      };
    },
  });
  const broken: Context = { ...ctx, store: openStore({ ...bindings, BLOBS }) };
  await query("update repository_blobs set lease_until = 1");
  await query("update gc_candidates set due = 1");
  const kind = fresh("gc");
  const id = await start(kind);
  for (let i = 0; i < 5; i += 1) {
    await runOnce(kind, broken);
    await query("update tasks set due_at = 1 where execution_id = ?", id);
  }
  const [run] = await query<{ status: string; counters: string }>("select status, counters from executions where id = ?", id);
  expect(failures).toBe(3);
  expect(run?.status).toBe("Success");
  expect((JSON.parse(run?.counters ?? "{}") as Record<string, number>).failed_objects).toBeGreaterThanOrEqual(2);
  const [{ text } = { text: "" }] = await query<{ text: string }>(
    "select group_concat(text, ' | ') as text from task_logs where task_id in (select id from tasks where execution_id = ?)",
    id,
  );
  expect(text).toContain("could not be deleted; the next run tries again");
  expect(await bindings.BLOBS.head(blob?.key ?? "")).not.toBeNull();
  await collectAll();
  expect(await bindings.BLOBS.head(blob?.key ?? "")).toBeNull();
});

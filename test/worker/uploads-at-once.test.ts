/** Uploads that meet: bodies at once, bodies that stall or break, finishes that are overtaken (design invariants 1, 3, 7, 9). */
import { runDurableObjectAlarm } from "cloudflare:test";
import { beforeAll, expect, it } from "vitest";
import {
  admin,
  auditRows,
  bindings,
  type Bytes,
  call,
  codeOf,
  content,
  createProject,
  digestOf,
  fresh,
  imageIn,
  pushBlob,
  putManifest,
  query,
  until,
} from "./support/site.ts";

let project = { name: "", id: 0 };
let repository = "";
const partBytes = 8 * 1024 * 1024;

beforeAll(async () => {
  project = await createProject();
  repository = `${project.name}/app`;
});

const unique = (length: number) => content(length, fresh("content"));

async function open(name = repository): Promise<string> {
  return (await call(admin, "POST", `/v2/${name}/blobs/uploads/`)).headers.get("Location") ?? "";
}

const close = (location: string, digest: string) => call(admin, "PUT", `${location}?digest=${digest}`);

/** A body that is written piece by piece while the request is under way. */
function openBody(): { stream: ReadableStream; write(bytes: Bytes): Promise<void>; end(): Promise<void> } {
  const { readable, writable } = new IdentityTransformStream();
  const writer = writable.getWriter();
  return {
    stream: readable,
    write: (bytes) => writer.write(bytes),
    end: () => writer.close(),
  };
}

async function objectKeys(): Promise<string[]> {
  return (await bindings.BLOBS.list()).objects.map(({ key }) => key);
}

it("two PATCHes at once: one 202, one 416, and the bytes of the first", async () => {
  const bytes = unique(1000);
  const location = await open();
  const body = openBody();
  const first = call(admin, "PATCH", location, { body: body.stream });
  await body.write(bytes.slice(0, 500));
  const second = await call(admin, "PATCH", location, { body: unique(10) });
  expect([second.status, second.headers.get("Range")]).toEqual([416, "0-0"]);
  await body.write(bytes.slice(500));
  await body.end();
  expect((await first).status).toBe(202);
  expect((await close(location, digestOf(bytes))).status).toBe(201);
});

it("a stalled PATCH that comes back to life after its lease ran out changes nothing", async () => {
  const bytes = unique(partBytes + 1000);
  const location = await open();
  const stalled = openBody();
  const first = call(admin, "PATCH", location, { body: stalled.stream });
  await stalled.write(unique(10));
  // The tests' body lease is two seconds; the client tries until it is let in.
  let second = await call(admin, "PATCH", location, { body: bytes });
  for (let tries = 0; second.status === 416 && tries < 100; tries += 1) {
    await scheduler.wait(100);
    second = await call(admin, "PATCH", location, { body: bytes });
  }
  expect([second.status, second.headers.get("Range")]).toEqual([202, `0-${bytes.length - 1}`]);
  await stalled.write(unique(partBytes)).catch(() => undefined);
  await stalled.end().catch(() => undefined);
  const late = await first;
  expect([late.status, late.headers.get("Range")]).toEqual([416, `0-${bytes.length - 1}`]);
  expect((await close(location, digestOf(bytes))).status).toBe(201);
});

it("a cancel while a body is open: the body ends with 404, nothing stays", async () => {
  const before = new Set(await objectKeys());
  const location = await open();
  const body = openBody();
  const patch = call(admin, "PATCH", location, { body: body.stream });
  await body.write(unique(100));
  expect((await call(admin, "DELETE", location)).status).toBe(204);
  await body.write(unique(partBytes)).catch(() => undefined);
  await body.end().catch(() => undefined);
  expect((await patch).status).toBe(404);
  expect((await close(location, digestOf(unique(3)))).status).toBe(404);
  const left = (await objectKeys()).filter((key) => !before.has(key));
  // What the dead body may have put is in the coordinator's books until expiry; D1 never heard of it.
  expect(await query("select 1 from blobs where storage_key in (select value from json_each(?))", JSON.stringify(left))).toEqual([]);
});

it("a cancel or a wrong digest during a finish leaves a whole blob or none", async () => {
  for (const interfere of ["cancel", "wrong"] as const) {
    const bytes = unique(partBytes + 10);
    const location = await open();
    await call(admin, "PATCH", location, { body: bytes });
    const [finish] = await Promise.all([
      close(location, digestOf(bytes)),
      interfere === "cancel" ? call(admin, "DELETE", location) : close(location, digestOf(unique(1))),
    ]);
    const read = await call(admin, "GET", `/v2/${repository}/blobs/${digestOf(bytes)}`);
    if (finish.status === 201) expect(digestOf(new Uint8Array(await read.arrayBuffer()))).toBe(digestOf(bytes));
    else expect([404, 416]).toContain(finish.status);
    expect(read.status).toBe(finish.status === 201 ? 200 : 404);
  }
});

it("twenty parallel uploads of one digest: all 201, one object", async () => {
  const before = new Set(await objectKeys());
  const bytes = unique(200_000);
  const digest = digestOf(bytes);
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      if (i % 2 === 0) return (await call(admin, "POST", `/v2/${repository}/blobs/uploads/?digest=${digest}`, { body: bytes })).status;
      const location = await open();
      await call(admin, "PATCH", location, { body: bytes });
      return (await close(location, digest)).status;
    }),
  );
  expect(statuses).toEqual(Array.from({ length: 20 }, () => 201));
  const [row] = await query<{ storage_key: string }>("select storage_key from blobs where digest = ?", digest);
  const left = async () => (await objectKeys()).filter((key) => !before.has(key));
  await until("the objects of those that came second are deleted", async () => (await left()).length === 1);
  expect(await left()).toEqual([row?.storage_key]);
});

it("a hundred parallel moves of one tag: one of them wins, and the audit log has all hundred", async () => {
  const name = `${project.name}/moved`;
  const images = await Promise.all(Array.from({ length: 10 }, (_, i) => imageIn(admin, name, `move ${i}`)));
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => putManifest(admin, name, "moving", images[i % 10]?.manifest)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 201));
  const head = await call(admin, "HEAD", `/v2/${name}/manifests/moving`);
  expect(images.map(({ digest }) => digest)).toContain(head.headers.get("Docker-Content-Digest"));
  const rows = await auditRows("project_id = ? and operation = 'create' and resource like ?", project.id, `${name}:moving`);
  expect(rows).toHaveLength(100);
});

it("expired sessions and what they left are gone after the alarm, twice", async () => {
  const name = `${project.name}/expiring`;
  const location = await open(name);
  await call(admin, "PATCH", location, { body: unique(1000) });
  const stub = bindings.REPOSITORY.getByName(`${project.id}/${name.slice(project.name.length + 1)}`);
  const prefix = `${stub.id.toString()}/`;
  const objects = async () => (await bindings.BLOBS.list({ prefix })).objects.length;
  expect(await objects()).toBe(1);
  // The tests' sessions expire after 30 seconds, with no margin; the alarm fires by itself or is fired here.
  for (let tries = 0; (await objects()) > 0 && tries < 200; tries += 1) {
    await runDurableObjectAlarm(stub);
    await scheduler.wait(200);
  }
  expect(await objects()).toBe(0);
  expect((await call(admin, "GET", location)).status).toBe(404);
});

it("an unlinked blob is 404 where it is not, and a mount links it", async () => {
  const bytes = unique(100);
  const digest = await pushBlob(admin, repository, bytes);
  const other = `${project.name}/other`;
  const read = await call(admin, "GET", `/v2/${other}/blobs/${digest}`);
  expect([read.status, await codeOf(read)]).toEqual([404, "BLOB_UNKNOWN"]);
  const mounted = await call(admin, "POST", `/v2/${other}/blobs/uploads/?mount=${digest}&from=${repository}`);
  expect([mounted.status, mounted.headers.get("Location")]).toEqual([201, `/v2/${other}/blobs/${digest}`]);
  expect((await call(admin, "GET", `/v2/${other}/blobs/${digest}`)).status).toBe(200);
});

/** Uploads in every shape that clients send, and what bad ones get. distribution-spec v1.1 §"Pushing blobs". */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { admin, bindings, type Bytes, call, codeOf, content, createProject, digestOf, fresh, query } from "./support/site.ts";

let repository = "";
const chunkBytes = 8 * 1024 * 1024;

beforeAll(async () => {
  repository = `${(await createProject()).name}/app`;
});

async function open(): Promise<string> {
  const answer = await call(admin, "POST", `/v2/${repository}/blobs/uploads/`);
  expect(answer.status).toBe(202);
  return answer.headers.get("Location") ?? "";
}

const close = (location: string, digest: string, init: { body?: Bytes; headers?: Record<string, string> } = {}) =>
  call(admin, "PUT", `${location}?digest=${digest}`, init);

function streamed(bytes: Bytes, pieceBytes = 100_000): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}

async function expectBlob(bytes: Bytes, digest = digestOf(bytes)): Promise<void> {
  const answer = await call(admin, "GET", `/v2/${repository}/blobs/${digest}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("Content-Length")).toBe(String(bytes.length));
  expect(digestOf(new Uint8Array(await answer.arrayBuffer()))).toBe(digestOf(bytes));
}

const unique = (length: number) => content(length, fresh("content"));

describe("201: the blob is there, byte for byte", () => {
  it.each([0, 1, 1000, 5_000_000])("POST with digest and %i bytes", async (length) => {
    const bytes = unique(length);
    const answer = await call(admin, "POST", `/v2/${repository}/blobs/uploads/?digest=${digestOf(bytes)}`, { body: bytes });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("Location")).toBe(`/v2/${repository}/blobs/${digestOf(bytes)}`);
    expect(answer.headers.get("Docker-Content-Digest")).toBe(digestOf(bytes));
    await expectBlob(bytes);
  });

  it.each([1000, chunkBytes, chunkBytes + 1])("POST, then PUT with all %i bytes", async (length) => {
    const bytes = unique(length);
    expect((await close(await open(), digestOf(bytes), { body: bytes })).status).toBe(201);
    await expectBlob(bytes);
  });

  it.each([1000, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes + 12_345])(
    "docker: POST, one PATCH that streams %i bytes, PUT without a body",
    async (length) => {
      const bytes = unique(length);
      const location = await open();
      const patched = await call(admin, "PATCH", location, { body: streamed(bytes) });
      expect(patched.status).toBe(202);
      expect(patched.headers.get("Range")).toBe(`0-${length - 1}`);
      expect((await close(location, digestOf(bytes))).status).toBe(201);
      await expectBlob(bytes);
    },
  );

  it.each([1, 700, 4_000_000, chunkBytes, chunkBytes + 77])("chunks of %i bytes with Content-Range, the last in the PUT", async (size) => {
    const length = Math.min(size * 4 + 3, 20_000_000);
    const bytes = unique(length);
    const location = await open();
    let at = 0;
    for (; at + size < length; at += size) {
      const chunk = bytes.slice(at, at + size);
      const answer = await call(admin, "PATCH", location, { body: chunk, headers: { "Content-Range": `${at}-${at + size - 1}` } });
      expect(answer.status).toBe(202);
      expect(answer.headers.get("Range")).toBe(`0-${at + size - 1}`);
    }
    const last = { body: bytes.slice(at), headers: { "Content-Range": `${at}-${length - 1}` } };
    expect((await close(location, digestOf(bytes), last)).status).toBe(201);
    await expectBlob(bytes);
  });

  it("sha512, in a stream", async () => {
    const bytes = unique(9_000_000);
    const answer = await call(admin, "POST", `/v2/${repository}/blobs/uploads/?digest-algorithm=sha512`);
    const location = answer.headers.get("Location") ?? "";
    expect((await call(admin, "PATCH", location, { body: streamed(bytes) })).status).toBe(202);
    expect((await close(location, digestOf(bytes, "sha512"))).status).toBe(201);
    await expectBlob(bytes, digestOf(bytes, "sha512"));
  });

  it("a session begun for one algorithm and closed with the other is verified by reading", async () => {
    const bytes = unique(9_000_000);
    const location = await open();
    await call(admin, "PATCH", location, { body: streamed(bytes) });
    expect((await close(location, digestOf(bytes, "sha512"))).status).toBe(201);
    await expectBlob(bytes, digestOf(bytes, "sha512"));
  });

  it("a closing PUT without a body may carry a Content-Range and a repetition answers the same", async () => {
    const bytes = unique(1000);
    const location = await open();
    await call(admin, "PATCH", location, { body: bytes, headers: { "Content-Range": "0-999" } });
    for (const _ of [1, 2]) {
      const answer = await close(location, digestOf(bytes), { headers: { "Content-Range": "0-999" } });
      expect(answer.status).toBe(201);
    }
    await expectBlob(bytes);
  });
});

describe("status", () => {
  it("204 with Range 0-0 before any byte, and the acknowledged bytes after", async () => {
    const location = await open();
    const before = await call(admin, "GET", location);
    expect([before.status, before.headers.get("Range")]).toEqual([204, "0-0"]);
    await call(admin, "PATCH", location, { body: content(10), headers: { "Content-Range": "0-9" } });
    const after = await call(admin, "GET", location);
    expect([after.status, after.headers.get("Range"), after.headers.get("Location")]).toEqual([204, "0-9", location]);
  });

  it("404 after a cancel, for the session and all that is asked of it", async () => {
    const location = await open();
    expect((await call(admin, "DELETE", location)).status).toBe(204);
    expect((await call(admin, "GET", location)).status).toBe(404);
    expect((await call(admin, "DELETE", location)).status).toBe(404);
    expect((await call(admin, "PATCH", location, { body: content(10) })).status).toBe(404);
    expect(await codeOf(await close(location, digestOf(content(10)), { body: content(10) }))).toBe("BLOB_UPLOAD_UNKNOWN");
  });

  it("404: a session of one repository is unknown in another", async () => {
    const location = await open();
    const elsewhere = location.replace("/app/", "/other/");
    expect((await call(admin, "GET", elsewhere)).status).toBe(404);
  });
});

describe("416 with the true range", () => {
  it.each(["5-14", "20-29"])("a chunk of %s where 10 is next", async (range) => {
    const location = await open();
    await call(admin, "PATCH", location, { body: content(10), headers: { "Content-Range": "0-9" } });
    const answer = await call(admin, "PATCH", location, { body: content(10), headers: { "Content-Range": range } });
    expect([answer.status, answer.headers.get("Range"), answer.headers.get("Location")]).toEqual([416, "0-9", location]);
    expect(await codeOf(answer)).toBe("BLOB_UPLOAD_INVALID");
  });

  it("a second stream after a part that was not whole: only the closing PUT can follow", async () => {
    const bytes = unique(chunkBytes + 1000);
    const location = await open();
    await call(admin, "PATCH", location, { body: streamed(bytes) });
    const answer = await call(admin, "PATCH", location, { body: streamed(unique(10)) });
    expect([answer.status, answer.headers.get("Range")]).toEqual([416, `0-${bytes.length - 1}`]);
    expect((await close(location, digestOf(bytes))).status).toBe(201);
  });
});

it("a stream shorter than one part, and against expectation more", async () => {
  const bytes = unique(3000);
  const location = await open();
  await call(admin, "PATCH", location, { body: streamed(bytes.slice(0, 1000)) });
  const answer = await call(admin, "PATCH", location, { body: streamed(bytes.slice(1000)) });
  expect([answer.status, answer.headers.get("Range")]).toEqual([202, "0-2999"]);
  expect((await close(location, digestOf(bytes))).status).toBe(201);
  await expectBlob(bytes);
});

describe("400, and the content is gone", () => {
  const objects = async () => (await bindings.BLOBS.list()).objects.map(({ key }) => key);

  it("DIGEST_INVALID: the digest is not that of the bytes", async () => {
    const wrong = digestOf(unique(5));
    const before = new Set(await objects());
    const answer = await call(admin, "POST", `/v2/${repository}/blobs/uploads/?digest=${wrong}`, { body: content(1000) });
    expect([answer.status, await codeOf(answer)]).toEqual([400, "DIGEST_INVALID"]);
    expect((await call(admin, "GET", `/v2/${repository}/blobs/${wrong}`)).status).toBe(404);
    expect((await objects()).filter((key) => !before.has(key))).toEqual([]);
    expect(await query("select 1 from blobs where digest = ?", wrong)).toEqual([]);
  });

  it("DIGEST_INVALID at the end of a stream: the session is gone too", async () => {
    const before = new Set(await objects());
    const location = await open();
    await call(admin, "PATCH", location, { body: streamed(unique(9_000_000)) });
    const answer = await close(location, digestOf(unique(5)));
    expect((await objects()).filter((key) => !before.has(key))).toEqual([]);
    expect([answer.status, await codeOf(answer)]).toEqual([400, "DIGEST_INVALID"]);
    expect((await call(admin, "GET", location)).status).toBe(404);
  });

  it.each([
    ["md5", "md5:d41d8cd98f00b204e9800998ecf8427e"],
    ["too short", "sha256:abcd"],
    ["uppercase", `sha256:${"A".repeat(64)}`],
    ["no algorithm", "a".repeat(64)],
    ["sha512 with sha256's length", `sha512:${"a".repeat(64)}`],
  ])("DIGEST_INVALID: a digest that is %s", async (_, digest) => {
    const answer = await call(admin, "POST", `/v2/${repository}/blobs/uploads/?digest=${digest}`, { body: content(3) });
    expect([answer.status, await codeOf(answer)]).toEqual([400, "DIGEST_INVALID"]);
    const read = await call(admin, "GET", `/v2/${repository}/blobs/${digest}`);
    expect([read.status, await codeOf(read)]).toEqual([400, "DIGEST_INVALID"]);
  });

  it("a PUT without a digest, and lengths that do not agree", async () => {
    const location = await open();
    expect(await codeOf(await call(admin, "PUT", location))).toBe("DIGEST_INVALID");
    const answer = await call(admin, "PATCH", location, { body: content(10), headers: { "Content-Range": "0-4" } });
    expect([answer.status, await codeOf(answer)]).toEqual([400, "SIZE_INVALID"]);
    const odd = await call(admin, "PATCH", location, { body: content(10), headers: { "Content-Range": "lines 1-2" } });
    expect([odd.status, await codeOf(odd)]).toEqual([400, "BLOB_UPLOAD_INVALID"]);
  });
});

it("after a whole-body PUT with the wrong digest the same bytes can be pushed again", async () => {
  const bytes = unique(3000);
  const location = await open();
  expect((await close(location, digestOf(unique(4)), { body: bytes })).status).toBe(400);
  expect((await close(await open(), digestOf(bytes), { body: bytes })).status).toBe(201);
  await expectBlob(bytes);
});

it("any chunks of 1 byte to 20 MiB, by Content-Range, the last in a PATCH or in the PUT", { timeout: 120_000 }, async () => {
  const mebibyte = 1024 * 1024;
  const edges = fc.constantFrom(1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 20 * mebibyte);
  const size = fc.oneof(
    fc.integer({ min: 1, max: 1000 }),
    fc.integer({ min: 1, max: 3 * mebibyte }),
    fc.integer({ min: 1, max: 20 * mebibyte }),
    edges,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(size, { minLength: 1, maxLength: 4 }), fc.boolean(), async (sizes, lastInPut) => {
      const bytes = unique(sizes.reduce((sum, one) => sum + one, 0));
      const location = await open();
      let at = 0;
      for (const [index, length] of sizes.entries()) {
        const headers = { "Content-Range": `${at}-${at + length - 1}` };
        const chunk = { body: bytes.slice(at, at + length), headers };
        at += length;
        if (lastInPut && index === sizes.length - 1) {
          expect((await close(location, digestOf(bytes), chunk)).status).toBe(201);
          continue;
        }
        const answer = await call(admin, "PATCH", location, chunk);
        expect([answer.status, answer.headers.get("Range")]).toEqual([202, `0-${at - 1}`]);
      }
      if (!lastInPut) expect((await close(location, digestOf(bytes))).status).toBe(201);
      await expectBlob(bytes);
    }),
    { numRuns: 12 },
  );
});

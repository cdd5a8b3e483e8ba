/** Manifests, tags and referrers as clients push, read and delete them, and what bad ones get. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  admin,
  auditRows,
  bytesOf,
  call,
  callJson,
  codeOf,
  content,
  createMember,
  createProject,
  digestOf,
  fresh,
  imageIn,
  ociIndex,
  ociManifest,
  pushBlob,
  pushImage,
  putManifest,
  query,
  roles,
} from "./support/site.ts";

let project = { name: "", id: 0 };
let repository = "";

beforeAll(async () => {
  project = await createProject();
  repository = `${project.name}/app`;
});

const get = (reference: string, init = {}) => call(admin, "GET", `/v2/${repository}/manifests/${reference}`, init);

describe("push", () => {
  it("201: by tag, with an audit row; the exact bytes come back by tag and by digest", async () => {
    const { manifest } = await imageIn(admin, repository, "exact");
    const odd = `${JSON.stringify(manifest, null, 3)}\n`;
    const answer = await putManifest(admin, repository, "exact", odd);
    const digest = digestOf(odd);
    expect(answer.status).toBe(201);
    expect(answer.headers.get("Docker-Content-Digest")).toBe(digest);
    expect(answer.headers.get("Location")).toBe(`/v2/${repository}/manifests/${digest}`);
    for (const reference of ["exact", digest]) {
      const read = await get(reference);
      expect(read.headers.get("Content-Type")).toBe(ociManifest);
      expect(read.headers.get("Docker-Content-Digest")).toBe(digest);
      expect(read.headers.get("Content-Length")).toBe(String(odd.length));
      expect(await read.text()).toBe(odd);
      const head = await call(admin, "HEAD", `/v2/${repository}/manifests/${reference}`);
      expect([head.status, head.headers.get("Content-Length"), head.headers.get("ETag")]).toEqual([200, String(odd.length), `"${digest}"`]);
    }
    expect(await auditRows("resource = ?", `${repository}:exact`)).toMatchObject([{ operation: "create", actor: "admin", success: 1 }]);
  });

  it("304 when the client has it", async () => {
    const { digest } = await pushImage(admin, repository, "cached");
    const answer = await get("cached", { headers: { "If-None-Match": `"${digest}"` } });
    expect([answer.status, await answer.text()]).toEqual([304, ""]);
  });

  it("400 MANIFEST_BLOB_UNKNOWN names the blobs that are missing; nothing is left behind", async () => {
    const missing = [digestOf("one"), digestOf("two")];
    const manifest = {
      schemaVersion: 2,
      mediaType: ociManifest,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: missing[0], size: 3 },
      layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: missing[1], size: 3 }],
    };
    const answer = await putManifest(admin, `${project.name}/none`, "none", manifest);
    expect(answer.status).toBe(400);
    const body = await answer.json<{ errors: { code: string; detail: { digests: string[] } }[] }>();
    expect(body.errors[0]?.code).toBe("MANIFEST_BLOB_UNKNOWN");
    expect(body.errors[0]?.detail.digests.toSorted()).toEqual(missing.toSorted());
    expect((await call(admin, "GET", `/v2/${project.name}/none/tags/list`)).status).toBe(404);
  });

  it("a blob linked to another repository of the project does not count", async () => {
    const { manifest } = await imageIn(admin, `${project.name}/one`, "elsewhere");
    expect(await codeOf(await putManifest(admin, `${project.name}/two`, "1", manifest))).toBe("MANIFEST_BLOB_UNKNOWN");
  });

  it("413: more than 4 MiB; exactly 4 MiB is read", async () => {
    const { manifest } = await imageIn(admin, repository, "large");
    const base = JSON.stringify({ ...manifest, annotations: { pad: "" } });
    const padded = (bytes: number) => base.replace('"pad":""', `"pad":"${"x".repeat(bytes - base.length)}"`);
    expect((await putManifest(admin, repository, "large", padded(4 * 1024 * 1024))).status).toBe(201);
    const read = await get("large");
    expect(digestOf(new Uint8Array(await read.arrayBuffer()))).toBe(digestOf(padded(4 * 1024 * 1024)));
    const answer = await putManifest(admin, repository, "larger", padded(4 * 1024 * 1024 + 1));
    expect([answer.status, await codeOf(answer)]).toEqual([413, "MANIFEST_INVALID"]);
  });

  it.each([
    ["a type that no registry knows", "{}", "text/html"],
    ["invalid UTF-8", null, ociManifest],
    ["100,000 nested arrays", "[".repeat(100_000) + "]".repeat(100_000), ociManifest],
    ["no JSON", "hello", ociManifest],
    ["both layers and manifests", JSON.stringify({ schemaVersion: 2, config: {}, layers: [], manifests: [] }), ociManifest],
    ["a media type unlike its Content-Type", JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests: [] }), ociManifest],
    ["schema 1", JSON.stringify({ schemaVersion: 1, name: "x", fsLayers: [] }), ociManifest],
  ])("400 MANIFEST_INVALID: %s", async (_, text, type) => {
    const body = text ?? new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const answer = await call(admin, "PUT", `/v2/${repository}/manifests/bad`, { body, headers: { "Content-Type": type } });
    expect([answer.status, await codeOf(answer)]).toEqual([400, "MANIFEST_INVALID"]);
    expect((await get("bad")).status).toBe(404);
  });

  it("400: a digest reference that is not the content's", async () => {
    const { manifest } = await imageIn(admin, repository, "unlike");
    const answer = await putManifest(admin, repository, digestOf("something else"), manifest);
    expect([answer.status, await codeOf(answer)]).toEqual([400, "DIGEST_INVALID"]);
  });

  it("several tags in one push, each with its audit row", async () => {
    const { manifest, digest } = await imageIn(admin, repository, "many tags");
    const answer = await putManifest(admin, repository, `${digest}?tag=t1&tag=t2`, manifest);
    expect([answer.status, answer.headers.get("OCI-Tag")]).toEqual([201, "t1, t2"]);
    for (const tag of ["t1", "t2"]) expect((await get(tag)).headers.get("Docker-Content-Digest")).toBe(digest);
    expect(await auditRows("resource in (?, ?)", `${repository}:t1`, `${repository}:t2`)).toHaveLength(2);
  });
});

describe("names that are none: 400, the same for who may and who may not", () => {
  it.each([
    ["an escape", "a/%41b"],
    ["two slashes", "a//b"],
    ["uppercase", "a/B"],
    ["over 255 characters", `a/${"b".repeat(300)}`],
    ["a separator at the end", "a/b-"],
  ])("%s", async (_, path) => {
    const answer = await call(admin, "POST", `/v2/${project.name}/${path}/blobs/uploads/`);
    expect([answer.status, await codeOf(answer)]).toEqual([400, "NAME_INVALID"]);
  });

  it.each(["-tag", ".tag", "a".repeat(129), "a b", "ä"])("the tag %s", async (tag) => {
    const { manifest } = await imageIn(admin, repository, "tag names");
    const answer = await putManifest(admin, repository, encodeURI(tag), manifest);
    expect([400, 404]).toContain(answer.status);
  });
});

describe("tags", () => {
  it("are listed in order, page by page, with n and last", async () => {
    const name = `${project.name}/pages`;
    const { manifest } = await imageIn(admin, name, "pages");
    for (const tag of ["c", "a", "e", "b", "d"]) await putManifest(admin, name, tag, manifest);
    const list = async (path: string) => {
      const answer = await call(admin, "GET", path);
      return { tags: (await answer.json<{ tags: string[] }>()).tags, link: answer.headers.get("Link") };
    };
    expect(await list(`/v2/${name}/tags/list`)).toEqual({ tags: ["a", "b", "c", "d", "e"], link: null });
    const first = await list(`/v2/${name}/tags/list?n=2`);
    expect(first.tags).toEqual(["a", "b"]);
    const [, next = ""] = /^<([^>]+)>; rel="next"$/.exec(first.link ?? "") ?? [];
    expect(await list(next)).toMatchObject({ tags: ["c", "d"] });
    expect(await list(`/v2/${name}/tags/list?last=d`)).toEqual({ tags: ["e"], link: null });
    expect(await list(`/v2/${name}/tags/list?n=0`)).toEqual({ tags: [], link: null });
  });

  it.each(["-1", "x", "1.5"])("400: n=%s", async (n) => {
    expect((await call(admin, "GET", `/v2/${repository}/tags/list?n=${n}`)).status).toBe(400);
    expect((await call(admin, "GET", `/v2/_catalog?n=${n}`)).status).toBe(400);
  });

  it("deleting one leaves the artifact and the other tags, with an audit row; twice is 404", async () => {
    const { digest } = await pushImage(admin, repository, "stays", "two tags");
    await pushImage(admin, repository, "goes", "two tags");
    expect((await call(admin, "DELETE", `/v2/${repository}/manifests/goes`)).status).toBe(202);
    expect((await get("goes")).status).toBe(404);
    expect((await get("stays")).headers.get("Docker-Content-Digest")).toBe(digest);
    expect((await call(admin, "DELETE", `/v2/${repository}/manifests/goes`)).status).toBe(404);
    expect(await auditRows("operation = 'delete' and resource = ?", `${repository}:goes`)).toHaveLength(1);
  });
});

describe("deletion by digest", () => {
  it("takes the artifact and its tags, and is at once unseen by digest", async () => {
    const { digest } = await pushImage(admin, repository, "whole");
    expect((await get(digest)).status).toBe(200);
    expect((await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`)).status).toBe(202);
    expect((await get(digest)).status).toBe(404);
    expect((await get("whole")).status).toBe(404);
    expect(await auditRows("operation = 'delete' and resource = ?", `${repository}@${digest}`)).toHaveLength(1);
  });

  it("412: a child of an index, until the index is gone", async () => {
    const { digest } = await pushImage(admin, repository, "child");
    const index = { schemaVersion: 2, mediaType: ociIndex, manifests: [{ mediaType: ociManifest, digest, size: 100 }] };
    await putManifest(admin, repository, "parent", index, ociIndex);
    const refused = await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
    expect([refused.status, await codeOf(refused)]).toEqual([412, "DENIED"]);
    expect((await call(admin, "DELETE", `/v2/${repository}/manifests/${digestOf(JSON.stringify(index))}`)).status).toBe(202);
    expect((await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`)).status).toBe(202);
  });

  it("405: a blob that an artifact references; 202 once it does not", async () => {
    const { digest, layer } = await pushImage(admin, repository, "holds");
    const refused = await call(admin, "DELETE", `/v2/${repository}/blobs/${layer}`);
    expect([refused.status, await codeOf(refused)]).toEqual([405, "DENIED"]);
    await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
    expect((await call(admin, "DELETE", `/v2/${repository}/blobs/${layer}`)).status).toBe(202);
    expect((await call(admin, "GET", `/v2/${repository}/blobs/${layer}`)).status).toBe(404);
  });

  it("the database itself refuses to take a blob from under an artifact (invariant 2)", async () => {
    const { layer } = await pushImage(admin, repository, "by-force");
    const remove = query("delete from repository_blobs where blob_id = (select id from blobs where digest = ?)", layer);
    await expect(remove).rejects.toThrow(/FOREIGN KEY/);
  });
});

describe("referrers", () => {
  it("are listed for a subject that is there or not, filtered by type; a deleted one is gone", async () => {
    const { digest: subject } = await pushImage(admin, repository, "subject");
    const empty = await pushBlob(admin, repository, bytesOf("{}"));
    const descriptor = { mediaType: "application/vnd.oci.empty.v1+json", digest: empty, size: 2 };
    const referrer = (artifactType: string) => ({
      schemaVersion: 2,
      mediaType: ociManifest,
      artifactType,
      config: descriptor,
      layers: [descriptor],
      subject: { mediaType: ociManifest, digest: subject, size: 100 },
      annotations: { note: artifactType },
    });
    for (const type of ["application/x.sbom", "application/x.signature"]) {
      const body = JSON.stringify(referrer(type));
      const answer = await putManifest(admin, repository, digestOf(body), body);
      expect([answer.status, answer.headers.get("OCI-Subject")]).toEqual([201, subject]);
    }
    const list = async (path: string) => {
      const answer = await call(admin, "GET", path);
      const body = await answer.json<{ manifests: { artifactType: string; annotations: object }[] }>();
      return {
        types: body.manifests.map(({ artifactType }) => artifactType).toSorted(),
        filters: answer.headers.get("OCI-Filters-Applied"),
      };
    };
    const path = `/v2/${repository}/referrers/${subject}`;
    expect(await list(path)).toEqual({ types: ["application/x.sbom", "application/x.signature"], filters: null });
    expect(await list(`${path}?artifactType=application/x.sbom`)).toEqual({ types: ["application/x.sbom"], filters: "artifactType" });
    await call(admin, "DELETE", `/v2/${repository}/manifests/${digestOf(JSON.stringify(referrer("application/x.sbom")))}`);
    expect(await list(path)).toEqual({ types: ["application/x.signature"], filters: null });
    expect(await list(`/v2/${repository}/referrers/${digestOf("nothing")}`)).toEqual({ types: [], filters: null });
  });
});

it("catalog: repositories that hold an artifact, in order, for administrators", async () => {
  await pushBlob(admin, `${project.name}/blobs-only`, content(10));
  await pushImage(admin, `${project.name}/aaa`, "1");
  const answer = await call(admin, "GET", "/v2/_catalog?n=1000");
  const { repositories } = await answer.json<{ repositories: string[] }>();
  expect(repositories).toContain(`${project.name}/aaa`);
  expect(repositories).not.toContain(`${project.name}/blobs-only`);
  expect(repositories).toEqual(repositories.toSorted());
  const developer = await createMember(project, roles.developer);
  expect((await call(developer, "GET", "/v2/_catalog")).status).toBe(401);
});

it("a manifest's lease is set by its push and by a pusher's HEAD, and not by a reader's", async () => {
  const { digest } = await pushImage(admin, repository, "leased");
  const leaseOf = async () =>
    (await query<{ lease: number }>("select lease_until as lease from artifacts where digest = ?", digest))[0]?.lease ?? 0;
  expect(await leaseOf()).toBeGreaterThan(Date.now() + 80_000_000);
  await query("update artifacts set lease_until = 1 where digest = ?", digest);
  const guest = await createMember(project, roles.guest);
  expect((await call(guest, "HEAD", `/v2/${repository}/manifests/leased`)).status).toBe(200);
  expect(await leaseOf()).toBe(1);
  expect((await call(admin, "HEAD", `/v2/${repository}/manifests/leased`)).status).toBe(200);
  expect(await leaseOf()).toBeGreaterThan(Date.now() + 80_000_000);
});

describe("a blob's lease (invariant 3)", () => {
  const day = 86_400_000;
  const link = (digest: string) =>
    query<{ lease: number }>(
      "select lease_until as lease from repository_blobs rb join blobs b on b.id = rb.blob_id where b.digest = ? order by rb.id",
      digest,
    );
  const age = (digest: string, uploadedAt: number, lease: number) =>
    query(
      "update repository_blobs set uploaded_at = ?, lease_until = ? where blob_id = (select id from blobs where digest = ?)",
      uploadedAt,
      lease,
      digest,
    );

  it("is renewed by a pusher's HEAD when less than half is left", async () => {
    const digest = await pushBlob(admin, repository, content(50, fresh("lease")));
    const start = Date.now();
    await age(digest, start, start + day * 0.75);
    await call(admin, "HEAD", `/v2/${repository}/blobs/${digest}`);
    expect((await link(digest))[0]?.lease).toBe(start + day * 0.75);
    await age(digest, start, start + day * 0.25);
    await call(admin, "HEAD", `/v2/${repository}/blobs/${digest}`);
    expect((await link(digest))[0]?.lease).toBeGreaterThan(start + day * 0.9);
  });

  it("of a link that no artifact ever used runs out after seven days: 404 to a pusher, and a mount is a plain 202", async () => {
    const digest = await pushBlob(admin, repository, content(50, fresh("lease")));
    const now = Date.now();
    await age(digest, now - 8 * day, now + day * 0.25);
    expect((await call(admin, "HEAD", `/v2/${repository}/blobs/${digest}`)).status).toBe(404);
    const mount = await call(admin, "POST", `/v2/${project.name}/mounted/blobs/uploads/?mount=${digest}&from=${repository}`);
    expect(mount.status).toBe(202);
    const guest = await createMember(project, roles.guest);
    expect((await call(guest, "HEAD", `/v2/${repository}/blobs/${digest}`)).status).toBe(200);
    await pushBlob(admin, repository, content(50, "x"));
  });
});

describe("ranges of a blob", () => {
  const bytes = content(1000, "ranges");
  let path = "";
  beforeAll(async () => {
    path = `/v2/${repository}/blobs/${await pushBlob(admin, repository, bytes)}`;
  });

  it("any first and last byte: exactly those with 206, or 416", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1100), fc.option(fc.nat(1100), { nil: null }), async (first, last) => {
        const answer = await call(admin, "GET", path, { headers: { Range: `bytes=${first}-${last ?? ""}` } });
        const body = new Uint8Array(await answer.arrayBuffer());
        if (first >= bytes.length || (last !== null && last < first)) {
          expect([answer.status, answer.headers.get("Content-Range")]).toEqual([416, "bytes */1000"]);
          return;
        }
        const end = Math.min(last ?? 999, 999);
        expect([answer.status, answer.headers.get("Content-Range")]).toEqual([206, `bytes ${first}-${end}/1000`]);
        expect(answer.headers.get("Content-Length")).toBe(String(end - first + 1));
        expect(body).toEqual(bytes.slice(first, end + 1));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["the last bytes", "bytes=-10", 206, 10],
    ["more last bytes than there are", "bytes=-5000", 206, 1000],
    ["no bytes at all", "bytes=-0", 416, null],
    ["several ranges: the whole", "bytes=0-1,5-6", 200, 1000],
    ["another unit: the whole", "lines=0-1", 200, 1000],
  ])("%s", async (_, range, status, length) => {
    const answer = await call(admin, "GET", path, { headers: { Range: range } });
    const body = await answer.arrayBuffer();
    expect(answer.status).toBe(status);
    if (length !== null) expect(body.byteLength).toBe(length);
  });

  it("If-Range with another digest gets the whole", async () => {
    const answer = await call(admin, "GET", path, { headers: { Range: "bytes=0-1", "If-Range": `"${digestOf("other")}"` } });
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 1000]);
  });
});

it("an error under /v2 carries a request id, the same that the log keeps", async () => {
  const answer = await callJson(admin, "GET", `/v2/${repository}/manifests/nothing`);
  expect(answer.headers.get("X-Request-Id")).toMatch(/^[\w-]{36}$/);
  expect(answer.headers.get("Docker-Distribution-Api-Version")).toBe("registry/2.0");
});

/** Repositories, artifacts, tags, labels and quotas, as Harbor's tools use them. */
import { describe, expect, it } from "vitest";
import { api, auditOf, get, pushImage, type Shown } from "./support/harbor.ts";
import {
  admin,
  anonymous,
  call,
  callJson,
  content,
  createMember,
  createProject,
  createUser,
  digestOf,
  fresh,
  imageIn,
  pushBlob,
  putManifest,
  query,
  roles,
} from "./support/site.ts";

describe("repositories", () => {
  it("lists those that hold an artifact, with counts; a deleted one is gone with its artifacts", async () => {
    const project = await createProject();
    await pushImage(admin, `${project.name}/team/app`, { tag: "1" });
    await pushBlob(admin, `${project.name}/only-a-blob`, content(10, "x"));
    const listed = await get<Shown[]>(admin, `/projects/${project.name}/repositories`);
    expect(listed.total).toBe(1);
    expect(listed.body).toMatchObject([{ name: `${project.name}/team/app`, artifact_count: 1, pull_count: 0, project_id: project.id }]);
    const shown = await get<Shown>(admin, `/projects/${project.name}`);
    expect(shown.body.repo_count).toBe(1);
    // Clients escape the slash twice.
    const path = `/projects/${project.name}/repositories/team%252Fapp`;
    expect((await callJson(admin, "PUT", `${api}${path}`, { description: "the app" })).status).toBe(200);
    expect((await get<Shown>(admin, path)).body).toMatchObject({ description: "the app" });
    expect((await call(admin, "DELETE", `${api}${path}`)).status).toBe(200);
    expect((await get(admin, path)).status).toBe(404);
    expect((await get<Shown>(admin, `/projects/${project.name}`)).body.repo_count).toBe(0);
    expect((await call(admin, "GET", `/v2/${project.name}/team/app/manifests/1`)).status).toBe(404);
    expect(await auditOf(`${project.name}/team/app`)).toEqual(["update repository", "delete repository"]);
  });

  it("filters by part of a name and by a blob's digest", async () => {
    const project = await createProject();
    const { layer } = await pushImage(admin, `${project.name}/needle-one`, { tag: "1" });
    await pushImage(admin, `${project.name}/other`, { tag: "1" });
    const byName = await get<Shown[]>(admin, `/projects/${project.name}/repositories?q=name%3D~needle`);
    expect(byName.body.map(({ name }) => name)).toEqual([`${project.name}/needle-one`]);
    const short = await get<Shown[]>(admin, `/projects/${project.name}/repositories?q=name%3D~ne`);
    expect(short.total).toBe(1);
    const letter = await createProject({ name: "n" });
    await pushImage(admin, "n/needle-one", { tag: "1" });
    const ofLetter = await get<Shown[]>(admin, `/projects/${letter.name}/repositories?q=name%3D~needle`);
    expect(ofLetter.body.map(({ name }) => name)).toEqual(["n/needle-one"]);
    const member = await createMember(letter, roles.guest);
    const searched = await get<{ repository: Shown[] }>(member, "/search?q=needle");
    expect(searched.body.repository.map((one) => one.repository_name)).toEqual(["n/needle-one"]);
    const byBlob = await get<Shown[]>(admin, `/repositories?q=blob_digest%3D${layer}`);
    expect(byBlob.body.map(({ name }) => name)).toEqual([`${project.name}/needle-one`]);
  });

  it("another tenant learns nothing: private repositories look absent to strangers, in lists and in search", async () => {
    const project = await createProject();
    await pushImage(admin, `${project.name}/app`, { tag: "1" });
    const stranger = await createUser();
    const absent = fresh("absent");
    for (const path of ["/repositories", "/repositories/app", "/repositories/app/artifacts", "/repositories/app/artifacts/1"]) {
      const [there, not] = await Promise.all([
        get(stranger, `/projects/${project.name}${path}`),
        get(stranger, `/projects/${absent}${path}`),
      ]);
      expect([there.status, there.body]).toEqual([not.status, not.body]);
      expect(there.status).toBe(403);
      expect((await get(anonymous, `/projects/${project.name}${path}`)).status).toBe(401);
    }
    expect((await get<Shown[]>(stranger, `/repositories?q=name%3D~${project.name}`)).body).toEqual([]);
    expect((await get(stranger, `/search?q=${project.name}`)).body).toEqual({ project: [], repository: [], tag: [] });
    expect((await get<{ repository: Shown[] }>(admin, `/search?q=${project.name}`)).body.repository).toHaveLength(1);
  });
});

describe("artifacts", () => {
  it("shows type, platform and tags; accessories stand under their subject and go with it", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const { digest } = await pushImage(admin, repository, { tag: "1" });
    const signature = await pushImage(admin, repository, { subject: digest, configType: "application/vnd.cncf.notary.signature" });
    const list = `/projects/${project.name}/repositories/app/artifacts`;
    const listed = await get<Shown[]>(admin, `${list}?with_accessory=true`);
    expect(listed.total).toBe(1);
    expect(listed.body).toMatchObject([
      {
        digest,
        type: "IMAGE",
        extra_attrs: { architecture: "arm64", os: "linux" },
        tags: [{ name: "1", immutable: false }],
        accessories: [{ digest: signature.digest, type: "signature.notation", subject_artifact_digest: digest }],
      },
    ]);
    expect((await get<Shown[]>(admin, `${list}/1/accessories`)).body).toMatchObject([{ digest: signature.digest }]);
    expect((await call(admin, "DELETE", `${api}${list}/${digest}`)).status).toBe(200);
    expect((await get<Shown[]>(admin, list)).status).toBe(404);
    expect((await call(admin, "HEAD", `/v2/${repository}/manifests/${signature.digest}`)).status).toBe(404);
  });

  it("an accessory without its subject is listed, until the subject comes", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const seed = fresh("late");
    // Found out by pushing the same image elsewhere.
    const { digest } = await pushImage(admin, `${project.name}/elsewhere`, { seed });
    await pushImage(admin, repository, { subject: digest });
    const list = `/projects/${project.name}/repositories/app/artifacts`;
    expect((await get<Shown[]>(admin, list)).total).toBe(1);
    await pushImage(admin, repository, { seed });
    expect((await get<Shown[]>(admin, list)).body.map((one) => one.digest)).toEqual([digest]);
  });

  it("tags: a further one, 409 for one that is there, 404 for another artifact's", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const first = await pushImage(admin, repository, { tag: "1" });
    const second = await pushImage(admin, repository, { tag: "2" });
    const one = `${api}/projects/${project.name}/repositories/app/artifacts/${first.digest}/tags`;
    expect((await callJson(admin, "POST", one, { name: "stable" })).status).toBe(201);
    expect((await callJson(admin, "POST", one, { name: "2" })).status).toBe(409);
    expect((await callJson(admin, "POST", one, { name: "no/tag" })).status).toBe(400);
    expect((await callJson(admin, "POST", one, {})).status).toBe(422);
    expect((await call(admin, "DELETE", `${one}/2`)).status).toBe(404);
    expect((await call(admin, "HEAD", `/v2/${repository}/manifests/2`)).headers.get("Docker-Content-Digest")).toBe(second.digest);
    const developer = await createMember(project, roles.developer);
    expect((await call(developer, "DELETE", `${one}/stable`)).status).toBe(403);
    expect((await call(admin, "DELETE", `${one}/stable`)).status).toBe(200);
    expect(await auditOf(`${repository}:stable`)).toEqual(["create tag", "delete tag"]);
    const filtered = await get<Shown[]>(admin, `/projects/${project.name}/repositories/app/artifacts?q=tags%3D2`);
    expect(filtered.body.map(({ digest }) => digest)).toEqual([second.digest]);
  });

  it("labels: of the site and of the project, not of another", async () => {
    const [project, other] = [await createProject(), await createProject()];
    const { digest } = await pushImage(admin, `${project.name}/app`, { tag: "1" });
    const make = async (body: object) => {
      const answer = await callJson(admin, "POST", `${api}/labels`, body);
      expect(answer.status, await answer.clone().text()).toBe(201);
      return Number(answer.headers.get("Location")?.split("/").at(-1));
    };
    const own = await make({ name: "own", scope: "p", project_id: project.id, color: "#0065AB" });
    const theirs = await make({ name: "theirs", scope: "p", project_id: other.id });
    const everybodys = await make({ name: fresh("label"), scope: "g" });
    const labels = `${api}/projects/${project.name}/repositories/app/artifacts/${digest}/labels`;
    expect((await callJson(admin, "POST", labels, { id: own })).status).toBe(200);
    expect((await callJson(admin, "POST", labels, { id: own })).status).toBe(409);
    expect((await callJson(admin, "POST", labels, { id: everybodys })).status).toBe(200);
    expect((await callJson(admin, "POST", labels, { id: theirs })).status).toBe(404);
    const shown = await get<{ labels: Shown[] }>(admin, `/projects/${project.name}/repositories/app/artifacts/1?with_label=true`);
    expect(shown.body.labels.map(({ id }) => id)).toEqual(expect.arrayContaining([own, everybodys]));
    const found = await get<Shown[]>(admin, `/projects/${project.name}/repositories/app/artifacts?q=labels%3D(${own})`);
    for (const [q, total] of [
      [`(${own} ${everybodys} ${own})`, 1],
      [`(${own} ${theirs})`, 0],
      [`(${own} x)`, 0],
      ["x", 0],
    ] as const) {
      const listed = await get(admin, `/projects/${project.name}/repositories/app/artifacts?q=${encodeURIComponent(`labels=${q}`)}`);
      expect(listed.total, q).toBe(total);
    }
    expect(found.total).toBe(1);
    const guest = await createMember(project, roles.guest);
    expect((await callJson(guest, "POST", `${api}/labels`, { name: "x", scope: "g" })).status).toBe(403);
    expect((await call(admin, "DELETE", `${api}/labels/${own}`)).status).toBe(200);
    expect((await call(admin, "DELETE", `${labels}/${own}`)).status).toBe(404);
  });
});

describe("copying", () => {
  it("brings tags, accessories and blobs along without moving a byte; the source may go", async () => {
    const [source, target] = [await createProject(), await createProject()];
    const { digest, layer } = await pushImage(admin, `${source.name}/app`, { tag: "1" });
    const signature = await pushImage(admin, `${source.name}/app`, {
      subject: digest,
      configType: "application/vnd.cncf.notary.signature",
    });
    const copy = (from: string, to = `${target.name}/repositories/copied`) =>
      call(admin, "POST", `${api}/projects/${to}/artifacts?from=${encodeURIComponent(from)}`);
    const answer = await copy(`${source.name}/app:1`);
    expect(answer.status, await answer.clone().text()).toBe(201);
    expect(answer.headers.get("Location")).toBe(`${api}/projects/${target.name}/repositories/copied/artifacts/${digest}`);
    expect((await call(admin, "DELETE", `${api}/projects/${source.name}/repositories/app`)).status).toBe(200);
    expect((await call(admin, "GET", `/v2/${target.name}/copied/manifests/1`)).headers.get("Docker-Content-Digest")).toBe(digest);
    expect((await call(admin, "GET", `/v2/${target.name}/copied/blobs/${layer}`)).status).toBe(200);
    expect((await call(admin, "GET", `/v2/${target.name}/copied/manifests/${signature.digest}`)).status).toBe(200);
    expect(await auditOf(`${target.name}/copied@${digest}`)).toEqual(["create artifact"]);
    expect((await copy(`${source.name}/app:1`)).status).toBe(404);
    expect((await copy("nonsense")).status).toBe(400);
    expect((await call(admin, "POST", `${api}/projects/${target.name}/repositories/copied/artifacts`)).status).toBe(422);
  });

  it("needs the right to pull there and to push here, and stays within the quota", async () => {
    const [source, target] = [await createProject(), await createProject()];
    await pushImage(admin, `${source.name}/app`, { tag: "1" });
    const path = `${api}/projects/${target.name}/repositories/copied/artifacts?from=${source.name}/app:1`;
    expect((await call(await createMember(target, roles.developer), "POST", path)).status).toBe(403);
    expect((await call(await createMember(source, roles.developer), "POST", path)).status).toBe(403);
    const { body } = await get<{ id: number }[]>(admin, `/quotas?reference_id=${target.id}`);
    await callJson(admin, "PUT", `${api}/quotas/${body[0]?.id}`, { hard: { storage: 100 } });
    expect((await call(admin, "POST", path)).status).toBe(403);
    expect((await get(admin, `/projects/${target.name}/repositories/copied`)).status).toBe(404);
  });
});

describe("additions", () => {
  it("an image's history, sandboxed; what its type does not have is 400, scanning 501", async () => {
    const project = await createProject();
    const { digest } = await pushImage(admin, `${project.name}/app`, { tag: "1", seed: "history" });
    const one = `/projects/${project.name}/repositories/app/artifacts/1`;
    const shown = await get<{ addition_links: Record<string, { href: string }>; icon: string }>(admin, one);
    const link = shown.body.addition_links.build_history?.href ?? "";
    expect(link).toBe(`${api}/projects/${project.name}/repositories/app/artifacts/${digest}/additions/build_history`);
    const history = await call(admin, "GET", link);
    expect(await history.json()).toEqual([{ created_by: "history" }]);
    expect(history.headers.get("Content-Security-Policy")).toContain("sandbox");
    expect((await get(admin, `${one}/additions/values.yaml`)).status).toBe(400);
    expect((await get(admin, `${one}/additions/else`)).status).toBe(422);
    expect((await get(admin, `${one}/additions/vulnerabilities`)).status).toBe(501);
    expect((await get(await createUser(), `${one}/additions/vulnerabilities`)).status).toBe(403);
    expect((await get<Shown>(anonymous, `/icons/${shown.body.icon}`)).body["content-type"]).toBe("image/svg+xml");
    expect((await get(anonymous, `/icons/${digest}`)).status).toBe(404);
  });
});

describe("quotas", () => {
  it("counts distinct blobs, refuses what would pass the limit and gives space back", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const { digest } = await pushImage(admin, repository, { tag: "1", layerBytes: 5000, seed: "shared" });
    await pushImage(admin, `${project.name}/other`, { tag: "1", layerBytes: 5000, seed: "shared" });
    const { body } = await get<{ id: number; used: { storage: number } }[]>(admin, `/quotas?reference_id=${project.id}`);
    const [quota] = body;
    const used = quota?.used.storage ?? 0;
    expect(used).toBeGreaterThan(5000);
    expect(used).toBeLessThan(10_000);
    expect((await callJson(admin, "PUT", `${api}/quotas/${quota?.id}`, { hard: { storage: used + 2000 } })).status).toBe(200);
    // Finished uploads count before anything references them.
    const big = content(3000, fresh("big"));
    const refused = await call(admin, "POST", `/v2/${repository}/blobs/uploads/?digest=${digestOf(big)}`, { body: big });
    expect(refused.status).toBe(403);
    const error = await refused.json<{ errors: { code: string; message: string; detail: unknown }[] }>();
    expect(error.errors[0]).toMatchObject({ code: "DENIED", detail: { used, limit: used + 2000, asked: 3000 } });
    expect(error.errors[0]?.message).toContain("will exceed the configured upper limit");
    // What the project has already costs nothing.
    await pushImage(admin, `${project.name}/third`, { tag: "1", layerBytes: 5000, seed: "shared" });
    for (const name of ["app", "other", "third"]) {
      expect((await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/${name}`)).status).toBe(200);
    }
    const after = await get<{ used: { storage: number } }>(admin, `/quotas/${quota?.id}`);
    expect(after.body.used.storage).toBe(0);
    expect(digest).not.toBe("");
  });

  it("a hundred pushes at once fill it to the last image that fits, and not further", async () => {
    const project = await createProject();
    const { body } = await get<{ id: number }[]>(admin, `/quotas?reference_id=${project.id}`);
    const images = await Promise.all(
      Array.from({ length: 100 }, (_, i) => imageIn(admin, `${project.name}/app-${i % 10}`, fresh(`image-${i}`))),
    );
    const [one] = await query<{ bytes: number }>(
      "select max(b.size) as bytes from blobs b join repository_blobs rb on rb.blob_id = b.id where rb.project_id = ? and b.size < 1000",
      project.id,
    );
    // A layer of 1,000 bytes and a config each; there is room for thirty of the largest.
    const limit = 30 * (1000 + (one?.bytes ?? 0));
    expect((await callJson(admin, "PUT", `${api}/quotas/${body[0]?.id}`, { hard: { storage: limit } })).status).toBe(200);
    const answers = await Promise.all(
      images.map(({ manifest }, i) => putManifest(admin, `${project.name}/app-${i % 10}`, `tag-${i}`, manifest)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([201, 403]));
    const after = await get<{ used: { storage: number } }>(admin, `/quotas/${body[0]?.id}`);
    expect(after.body.used.storage).toBeLessThanOrEqual(limit);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(30);
    const [referenced] = await query<{ bytes: number }>(
      `select sum(size) as bytes from blobs where id in (select x.blob_id from artifact_blobs x join repositories r on r.id = x.repository_id where r.project_id = ?)`,
      project.id,
    );
    expect(after.body.used.storage).toBe(referenced?.bytes);
  });

  it("a hundred whole pushes at once never pass the limit, with uploads that wait counted", async () => {
    const project = await createProject();
    const { body } = await get<{ id: number }[]>(admin, `/quotas?reference_id=${project.id}`);
    const limit = 12_000;
    expect((await callJson(admin, "PUT", `${api}/quotas/${body[0]?.id}`, { hard: { storage: limit } })).status).toBe(200);
    await Promise.allSettled(
      Array.from({ length: 100 }, (_, i) =>
        pushImage(admin, `${project.name}/app-${i}`, { tag: "1", layerBytes: 2000, seed: `${project.name}${i}` }),
      ),
    );
    const after = await get<{ used: { storage: number } }>(admin, `/quotas/${body[0]?.id}`);
    expect(after.body.used.storage).toBeLessThanOrEqual(limit);
    const [linked] = await query<{ bytes: number }>(
      "select sum(size) as bytes from blobs where id in (select blob_id from repository_blobs where project_id = ?)",
      project.id,
    );
    expect(linked?.bytes).toBeLessThanOrEqual(limit + 100 * 2000);
  });
});

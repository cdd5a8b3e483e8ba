/** What was deleted comes back whole while its bytes are there, and is refused when they are not. */
import { describe, expect, it } from "vitest";
import { collection } from "../../worker/domain/gc/collect.ts";
import type { Context } from "../../worker/domain/context.ts";
import { runTasks } from "../../worker/domain/jobs/run-tasks.ts";
import { startExecution } from "../../worker/domain/jobs/start-execution.ts";
import { tidy } from "../../worker/domain/site/tidy.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { api, auditOf, get, pushImage } from "./support/harbor.ts";
import {
  admin,
  bindings,
  bytesOf,
  call,
  callJson,
  createMember,
  createProject,
  digestOf,
  fresh,
  ociIndex,
  ociManifest,
  pushBlob,
  putManifest,
  query,
  roles,
} from "./support/site.ts";

const site = siteContext(bindings, "undelete-test", () => {});

/** Everything that is garbage goes to the trash, and after `retentionMs` from the bucket. */
async function collect(project: { id: number }, retentionMs: number): Promise<void> {
  const settings = { ...site.settings, times: { ...site.settings.times, gc_window: { ms: 0 }, trash_retention: { ms: retentionMs } } };
  const ctx: Context = { ...site, settings, actor: { kind: "system" } };
  await query("update repository_blobs set lease_until = 1 where project_id = ?", project.id);
  await query("update artifacts set lease_until = 1 where project_id = ?", project.id);
  await query("update gc_candidates set due = 1");
  const kind = fresh("gc");
  const parameters = { delete_untagged: true };
  await startExecution(ctx, { kind, vendorId: 0, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] }, []);
  while ((await runTasks(ctx, { [kind]: collection }, 5000)).more);
}

interface Deleted {
  readonly id: number;
  readonly repository_name: string;
  readonly digest: string;
  readonly tags: string[];
  readonly deleted_by: string;
}

const deletedIn = async (project: { name: string }) =>
  (await get<Deleted[]>(admin, `/projects/${project.name}/deleted-artifacts?page_size=100`)).body;

async function restore(project: { name: string }, digest: string): Promise<Response> {
  const found = (await deletedIn(project)).find((one) => one.digest === digest);
  return callJson(admin, "POST", `${api}/projects/${project.name}/deleted-artifacts/${found?.id ?? 0}`);
}

async function expectWhole(repository: string, reference: string): Promise<void> {
  const answer = await call(admin, "GET", `/v2/${repository}/manifests/${reference}`);
  expect(answer.status, reference).toBe(200);
  const manifest = JSON.parse(await answer.text()) as {
    config?: { digest: string };
    layers?: { digest: string }[];
    manifests?: { digest: string }[];
  };
  for (const { digest } of [...(manifest.layers ?? []), ...(manifest.config ? [manifest.config] : [])]) {
    const blob = await call(admin, "GET", `/v2/${repository}/blobs/${digest}`);
    expect(digestOf(new Uint8Array(await blob.arrayBuffer()))).toBe(digest);
  }
  for (const { digest } of manifest.manifests ?? []) await expectWhole(repository, digest);
}

it("comes back from the trash with its tags, under a lease, and leaves an audit row", async () => {
  const project = await createProject();
  const repository = `${project.name}/team/app`;
  const { digest, layer } = await pushImage(admin, repository, { tag: "1" });
  await callJson(admin, "POST", `${api}/projects/${project.name}/repositories/team%252Fapp/artifacts/1/tags`, { name: "2" });
  await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
  await collect(project, 3_600_000);
  expect(await query("select 1 from blobs where digest = ?", layer)).toEqual([]);
  expect(await deletedIn(project)).toEqual([
    expect.objectContaining({ repository_name: repository, digest, tags: ["1", "2"], deleted_by: "admin" }),
  ]);
  const answer = await restore(project, digest);
  expect(answer.status, await answer.clone().text()).toBe(201);
  expect(answer.headers.get("Location")).toBe(`${api}/projects/${project.name}/repositories/team%252Fapp/artifacts/${digest}`);
  for (const tag of ["1", "2"]) await expectWhole(repository, tag);
  expect(await query("select 1 from trash where digest = ?", layer)).toEqual([]);
  expect(await deletedIn(project)).toEqual([]);
  expect(await auditOf(`${repository}@${digest}`)).toEqual(["delete artifact", "restore artifact"]);
  await collect(project, 0);
  await expectWhole(repository, "1");
});

it("says who deleted it: a person, with a repository as well, or the site by itself", async () => {
  const project = await createProject();
  const member = await createMember(project, roles.projectAdmin);
  await pushImage(admin, `${project.name}/app`, { tag: "1" });
  await call(member, "DELETE", `${api}/projects/${project.name}/repositories/app`);
  const untagged = await pushImage(admin, `${project.name}/other`, {});
  await pushImage(admin, `${project.name}/other`, { tag: "1" });
  await collect(project, 3_600_000);
  expect((await deletedIn(project)).map(({ digest, deleted_by: by }) => [digest === untagged.digest, by])).toEqual([
    [true, "roadstead"],
    [false, member.name],
  ]);
});

it("is listed by when it was deleted, the last first", async () => {
  const project = await createProject();
  const pushed: string[] = [];
  for (const tag of ["1", "2", "3"]) pushed.push((await pushImage(admin, `${project.name}/app`, { tag })).digest);
  for (const tag of ["2", "3", "1"]) await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/app/artifacts/${tag}`);
  const [first, second, third] = pushed;
  expect((await deletedIn(project)).map(({ digest }) => digest)).toEqual([first, third, second]);
});

it("comes back before any collection, and twice is not there", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const { digest } = await pushImage(admin, repository, { tag: "1" });
  await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/app`);
  const [row] = await deletedIn(project);
  expect((await restore(project, digest)).status).toBe(201);
  await expectWhole(repository, "1");
  expect((await callJson(admin, "POST", `${api}/projects/${project.name}/deleted-artifacts/${row?.id}`)).status).toBe(404);
});

it("an index brings its children along, and an artifact its signatures", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const child = await pushImage(admin, repository);
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [{ mediaType: ociManifest, digest: child.digest, size: 100 }],
  });
  await call(admin, "PUT", `/v2/${repository}/manifests/multi`, { body: index, headers: { "Content-Type": ociIndex } });
  const signature = await pushImage(admin, repository, { subject: digestOf(index) });
  await call(admin, "DELETE", `/v2/${repository}/manifests/${digestOf(index)}`);
  await collect(project, 3_600_000);
  await collect(project, 3_600_000);
  expect((await call(admin, "HEAD", `/v2/${repository}/manifests/${child.digest}`)).status).toBe(404);
  expect((await restore(project, digestOf(index))).status).toBe(201);
  await expectWhole(repository, "multi");
  await expectWhole(repository, signature.digest);
  const referrers = await (
    await call(admin, "GET", `/v2/${repository}/referrers/${digestOf(index)}`)
  ).json<{ manifests: { digest: string }[] }>();
  expect(referrers.manifests.map(({ digest }) => digest)).toEqual([signature.digest]);
});

/** An index of blobs, not of manifests, as BuildKit makes it. */
async function pushCache(repository: string, count: number): Promise<{ digest: string; blobs: string[] }> {
  const blobs: string[] = [];
  for (let i = 0; i < count; i += 1) blobs.push(await pushBlob(admin, repository, bytesOf(fresh("cached"))));
  const manifests = blobs.map((digest) => ({ mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest, size: 10 }));
  const index = JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests });
  expect((await putManifest(admin, repository, "cache", index, ociIndex)).status).toBe(201);
  return { digest: digestOf(index), blobs };
}

const statusOf = async (repository: string, digest: string) => (await call(admin, "GET", `/v2/${repository}/blobs/${digest}`)).status;

it("a cache brings back the blobs that its index names", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const { digest, blobs } = await pushCache(repository, 3);
  await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
  await collect(project, 3_600_000);
  for (const blob of blobs) expect(await statusOf(repository, blob)).toBe(404);
  expect((await restore(project, digest)).status).toBe(201);
  await collect(project, 0);
  for (const blob of blobs) expect(await statusOf(repository, blob)).toBe(200);
});

it("gives a repository no blob that it only named", async () => {
  const [project, other] = [await createProject(), await createProject()];
  const theirs = await pushImage(admin, `${other.name}/app`, { tag: "1" });
  const manifests = [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: theirs.layer, size: 1000 }];
  const index = JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests });
  const repository = `${project.name}/app`;
  expect((await putManifest(admin, repository, "sly", index, ociIndex)).status).toBe(201);
  await call(admin, "DELETE", `/v2/${repository}/manifests/${digestOf(index)}`);
  expect((await restore(project, digestOf(index))).status).toBe(201);
  expect(await statusOf(repository, theirs.layer)).toBe(404);
});

it("leaves a tag alone that something else has taken since", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const old = await pushImage(admin, repository, { tag: "latest" });
  await call(admin, "DELETE", `/v2/${repository}/manifests/${old.digest}`);
  const next = await pushImage(admin, repository, { tag: "latest" });
  expect((await restore(project, old.digest)).status).toBe(201);
  await expectWhole(repository, old.digest);
  expect((await call(admin, "HEAD", `/v2/${repository}/manifests/latest`)).headers.get("Docker-Content-Digest")).toBe(next.digest);
});

describe("is refused", () => {
  it("when a byte has gone, and nothing is half there", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const { digest, layer } = await pushImage(admin, repository, { tag: "1" });
    await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
    await collect(project, 3_600_000);
    await query("update trash set claimed = 1 where digest = ?", layer);
    const answer = await restore(project, digest);
    expect(answer.status).toBe(412);
    expect(await answer.text()).toContain("are gone; push it again");
    expect((await call(admin, "HEAD", `/v2/${repository}/manifests/${digest}`)).status).toBe(404);
    expect(await query("select 1 from blobs where digest = ?", layer)).toEqual([]);
    expect(await deletedIn(project)).toHaveLength(1);
  });

  it("when half of an index's blobs have gone; the other half stays in the trash", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const { digest, blobs } = await pushCache(repository, 4);
    await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
    await collect(project, 3_600_000);
    for (const blob of blobs.slice(0, 2)) {
      const [gone] = await query<{ key: string }>("delete from trash where digest = ? returning storage_key as key", blob);
      await bindings.BLOBS.delete(gone?.key ?? "");
    }
    expect((await restore(project, digest)).status).toBe(412);
    expect((await call(admin, "HEAD", `/v2/${repository}/manifests/${digest}`)).status).toBe(404);
    for (const blob of blobs.slice(2)) expect(await query("select claimed from trash where digest = ?", blob)).toEqual([{ claimed: 0 }]);
    expect(await query("select 1 from repository_blobs where project_id = ?", project.id)).toEqual([]);
    expect(await deletedIn(project)).toHaveLength(1);
  });

  it("for bytes that were replaced because they were damaged", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const seed = fresh("seed");
    const { digest, layer } = await pushImage(admin, repository, { tag: "1", seed });
    await query("update blobs set damaged = 1 where digest = ?", layer);
    await pushImage(admin, repository, { tag: "1", seed });
    expect(await query("select 1 from trash where digest = ?", `damaged ${layer}`)).toHaveLength(1);
    await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
    await collect(project, 3_600_000);
    await query("update trash set claimed = 1 where digest = ?", layer);
    expect((await restore(project, digest)).status).toBe(412);
  });

  it("when the quota has no room", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const { digest } = await pushImage(admin, repository, { tag: "1" });
    await call(admin, "DELETE", `/v2/${repository}/manifests/${digest}`);
    await query("update quotas set storage_limit = 10 where project_id = ?", project.id);
    expect((await restore(project, digest)).status).toBe(403);
  });

  it("in another project, and once its time is over", async () => {
    const [project, other] = [await createProject(), await createProject()];
    const { digest } = await pushImage(admin, `${project.name}/app`, { tag: "1" });
    await call(admin, "DELETE", `/v2/${project.name}/app/manifests/${digest}`);
    const [row] = await deletedIn(project);
    expect((await callJson(admin, "POST", `${api}/projects/${other.name}/deleted-artifacts/${row?.id}`)).status).toBe(404);
    await query("update deleted_artifacts set deleted_at = 1 where id = ?", row?.id);
    await tidy({ ...site, actor: { kind: "system" } });
    expect(await deletedIn(project)).toEqual([]);
    expect(await query("select 1 from deleted_bodies where deleted_id = ?", row?.id)).toEqual([]);
  });
});

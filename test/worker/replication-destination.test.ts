/** This site as the destination of a pull: what is written and deleted here, and what is not. */
import { describe, expect, it } from "vitest";
import { siteId } from "../../worker/domain/site/bootstrap.ts";
import type { Context } from "../../worker/domain/context.ts";
import { copyRepository } from "../../worker/domain/replication/copy-repository.ts";
import { deleteMissingTags } from "../../worker/domain/replication/delete-tags.ts";
import { LocalDestination } from "../../worker/domain/replication/local-destination.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { notePulled, type PulledRow } from "../../worker/store/pulled-repositories.ts";
import type { ReplicationPolicyRow } from "../../worker/store/replication-policies.ts";
import { copyJob } from "./support/copy-job.ts";
import { api, auditOf, pushImage } from "./support/harbor.ts";
import { admin, bindings, call, callJson, createProject, fresh, query } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "replication-destination-test", () => {}), actor: { kind: "system" } };
const destination = new LocalDestination(ctx, await siteId(ctx), "registry-1");

/** An image that came from there, under `v1`. */
async function arrived() {
  const { name } = await createProject();
  const repository = `${name}/app`;
  const { digest } = await pushImage(admin, repository);
  const answer = await call(admin, "GET", `/v2/${repository}/manifests/${digest}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const manifest = { digest, mediaType: answer.headers.get("Content-Type") ?? "", bytes };
  await destination.putManifest(repository, "v1", manifest, null);
  const statusOf = async (reference: string) => (await call(admin, "HEAD", `/v2/${repository}/manifests/${reference}`)).status;
  return { repository, digest, manifest, statusOf };
}

describe("an artifact that is gone there", () => {
  it("goes here, when no tag names it", async () => {
    const { repository, digest, statusOf } = await arrived();
    await destination.deleteTag(repository, "v1", null);
    expect(await statusOf(digest)).toBe(200);
    expect(await destination.deleteManifest(repository, digest)).toBe(true);
    expect(await statusOf(digest)).toBe(404);
  });

  it("stays with the tag that somebody here has given it", async () => {
    const { repository, digest, manifest, statusOf } = await arrived();
    await call(admin, "PUT", `/v2/${repository}/manifests/mine`, {
      body: manifest.bytes,
      headers: { "Content-Type": manifest.mediaType },
    });
    await destination.deleteTag(repository, "v1", null);
    expect(await destination.deleteManifest(repository, digest)).toBe(false);
    expect([await statusOf("v1"), await statusOf("mine"), await statusOf(digest)]).toEqual([404, 200, 200]);
  });
});

it("a blob is mounted from the project itself or a public one, whoever brought it into another", async () => {
  const { repository, manifest } = await arrived();
  const { layers } = JSON.parse(new TextDecoder().decode(manifest.bytes)) as { layers: { digest: string }[] };
  const [{ digest: blob } = { digest: "" }] = layers;
  const other = await createProject();
  expect(await destination.mountBlob(`${repository}/beside`, blob, repository)).toBe(true);
  expect(await destination.mountBlob(`${other.name}/app`, blob, repository)).toBe(false);
  expect(await destination.hasBlob(`${other.name}/app`, blob)).toBe(false);
  const [project = ""] = repository.split("/");
  await query("update projects set public = 1 where name = ?", project);
  expect(await destination.mountBlob(`${other.name}/app`, blob, repository)).toBe(true);
});

it("what somebody here has deleted is not brought again, and none of its bytes", async () => {
  const { repository: from } = await arrived();
  const to = `${(await createProject()).name}/app`;
  const statusOf = async (reference: string) => (await call(admin, "HEAD", `/v2/${to}/manifests/${reference}`)).status;
  const bring = async (isDryRun: boolean) => {
    const { job, log } = copyJob(ctx, destination, { override: 1 });
    Object.assign(job.options, { chunkBytes: 1024 * 1024 });
    const slice = await copyRepository(job, { from, to, isDryRun, isTogether: false });
    expect(slice).toMatchObject({ done: true });
    return [...log, ...(slice.log ?? [])];
  };
  expect(await bring(false)).toEqual([expect.stringMatching(/:v1: sha256:/)]);
  const digest = String((await call(admin, "HEAD", `/v2/${to}/manifests/v1`)).headers.get("Docker-Content-Digest"));
  await call(admin, "DELETE", `/v2/${to}/manifests/${digest}`);
  expect(await bring(true)).toEqual([`would not copy ${to}:v1 (${digest}): it was deleted there since`]);
  expect(await bring(false)).toEqual([`${to}:v1 was deleted at the destination since, and stays so`]);
  expect([await statusOf("v1"), await statusOf(digest)]).toEqual([404, 404]);
});

describe("while the site is read-only", () => {
  it("nothing is brought here: no project, no mount, no tag, no deletion", async () => {
    const { repository, digest, manifest, statusOf } = await arrived();
    const [blob = ""] = (JSON.parse(new TextDecoder().decode(manifest.bytes)) as { layers: { digest: string }[] }).layers.map(
      (one) => one.digest,
    );
    const absent = fresh("absent");
    const readOnly = async (value: boolean) =>
      expect((await callJson(admin, "PUT", `${api}/configurations`, { read_only: value })).status).toBe(200);
    await readOnly(true);
    const refused = await Promise.allSettled([
      destination.prepare(`${absent}/app`, true),
      destination.mountBlob(`${repository}/other`, blob, repository),
      destination.putManifest(repository, "v2", manifest, null),
      destination.deleteTag(repository, "v1", null),
      destination.deleteManifest(repository, digest),
    ]).finally(async () => readOnly(false));
    const said = refused.map((one) => (one.status === "rejected" ? String(one.reason) : "done"));
    for (const one of said) expect(one).toMatch(/read only mode/);
    expect([await statusOf("v1"), await statusOf("v2")]).toEqual([200, 404]);
    expect(await query("select id from projects where name = ?", absent)).toEqual([]);
  });
});

describe("what the plan of a run found gone", () => {
  async function deleteWith(changed: Partial<ReplicationPolicyRow>, also: readonly PulledRow[] = []) {
    const { repository, statusOf } = await arrived();
    const from = `${fresh("gone")}/app`;
    const [destNamespace = ""] = repository.split("/");
    const { job, log } = copyJob(ctx, destination, { direction: "pull", destNamespace, destNamespaceReplaceCount: 1, ...changed });
    await ctx.commit([
      notePulled("registry-1", [{ source: from, destination: repository }, ...also.map((one) => ({ ...one, destination: repository }))]),
    ]);
    await deleteMissingTags(job, { from, to: repository, via: "registry-1", references: ["v1"], isDryRun: false });
    return { status: await statusOf("v1"), log, repository };
  }

  it("is deleted here", async () => {
    expect((await deleteWith({})).status).toBe(404);
    expect((await deleteWith({ filters: '[{"type":"tag","value":"v*"}]' })).status).toBe(404);
  });

  it("stays when somebody has changed the policy since, and the log says so", async () => {
    const kept = await deleteWith({ replicateDeletion: 0 });
    expect(kept).toMatchObject({ status: 200, log: [`${kept.repository}:v1 stays: the policy does not delete it any more`] });
    for (const changed of [
      { filters: '[{"type":"tag","value":"w*"}]' },
      { filters: '[{"type":"name","value":"other/**"}]' },
      { destNamespace: "elsewhere" },
    ]) {
      const { status, log } = await deleteWith(changed);
      expect(status, JSON.stringify(changed)).toBe(200);
      expect(log).toEqual([expect.stringContaining("stays: the policy does not delete it any more")]);
    }
  });

  it("stays when another repository has come to be pulled into the same one since", async () => {
    const { status, log, repository } = await deleteWith({}, [{ source: "other/app", destination: "" }]);
    expect(status).toBe(200);
    expect(log).toEqual([`${repository}:v1 stays: other repositories are pulled into the same one`]);
  });

  it("stays when it never was at the source, as after the policy was turned round", async () => {
    const { status, log, repository } = await deleteWith({ direction: "push" });
    expect(status).toBe(200);
    expect(log).toEqual([`${repository}:v1 stays: it was never here, or that is forgotten`]);
  });

  it("stays when somebody has moved the tag here since, even by the same bytes", async () => {
    const { repository, manifest, statusOf } = await arrived();
    await call(admin, "PUT", `/v2/${repository}/manifests/v1`, {
      body: manifest.bytes,
      headers: { "Content-Type": manifest.mediaType },
    });
    const { job, log } = copyJob(ctx, destination, { direction: "pull", destNamespace: "" });
    await deleteMissingTags(job, { from: repository, to: repository, via: "registry-1", references: ["v1"], isDryRun: false });
    // It is at this site's own source, which the test asks in place of another.
    expect(log).toEqual([`${repository}:v1 stays: ${repository} has it again`]);
    expect(await destination.deleteTag(repository, "v1", null)).toMatchObject({ isKept: true, because: "came from elsewhere" });
    expect(await statusOf("v1")).toBe(200);
  });

  it("is brought again when it comes back there, whatever this site's clock says", async () => {
    const { repository, manifest, statusOf } = await arrived();
    const pushed = (ms: number) => ({ version: { site: "hub", ms, counter: 0 }, seen: {} });
    // A source that has forgotten its deletion, with its whole project perhaps, and one that tells its version.
    for (const [tag, deletion] of [
      ["forgotten", null],
      ["told", pushed(2000)],
    ] as const) {
      await destination.putManifest(repository, tag, manifest, pushed(1000));
      expect(await destination.deleteTag(repository, tag, deletion)).toMatchObject({ isKept: false });
      expect(await statusOf(tag)).toBe(404);
      const again = { ...pushed(3000), seen: { hub: pushed(2000).version } };
      expect(await destination.putManifest(repository, tag, manifest, again)).toMatchObject({ isKept: false });
      expect(await statusOf(tag)).toBe(200);
    }
    expect(await auditOf(`${repository}:told`)).not.toContain("conflict tag");
  });
});

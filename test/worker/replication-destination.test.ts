/** This site as the destination of a pull: what is written and deleted here, and what is not. */
import { describe, expect, it } from "vitest";
import { siteId } from "../../worker/domain/site/bootstrap.ts";
import type { Context } from "../../worker/domain/context.ts";
import { deleteMissingTags } from "../../worker/domain/replication/delete-tags.ts";
import { LocalDestination } from "../../worker/domain/replication/local-destination.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import type { ReplicationPolicyRow } from "../../worker/store/replication-policies.ts";
import { copyJob } from "./support/copy-job.ts";
import { api, pushImage } from "./support/harbor.ts";
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
  async function deleteWith(changed: Partial<ReplicationPolicyRow>) {
    const { repository, statusOf } = await arrived();
    const { job, log } = copyJob(ctx, destination, changed);
    const from = `${fresh("gone")}/app`;
    await deleteMissingTags(job, { from, to: repository, references: ["v1"], isDryRun: false });
    return { status: await statusOf("v1"), log, repository };
  }

  it("is deleted here", async () => {
    expect((await deleteWith({})).status).toBe(404);
    expect((await deleteWith({ filters: '[{"type":"tag","value":"v*"}]' })).status).toBe(404);
  });

  it("stays when somebody has changed the policy since, and the log says so", async () => {
    const kept = await deleteWith({ replicateDeletion: 0 });
    expect(kept).toMatchObject({ status: 200, log: [`${kept.repository}:v1 stays: the policy does not delete it any more`] });
    expect((await deleteWith({ filters: '[{"type":"tag","value":"w*"}]' })).status).toBe(200);
  });
});

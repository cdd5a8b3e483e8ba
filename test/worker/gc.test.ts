/** Collection: garbage goes, and nothing else does. */
import { describe, expect, it } from "vitest";
import { collection } from "../../worker/domain/gc/collect.ts";
import type { Context } from "../../worker/domain/context.ts";
import { runTasks } from "../../worker/domain/jobs/run-tasks.ts";
import { startExecution } from "../../worker/domain/jobs/start-execution.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { api, get, pushImage, type Shown } from "./support/harbor.ts";
import {
  admin,
  bindings,
  bytesOf,
  call,
  callJson,
  createProject,
  fresh,
  ociIndex,
  ociManifest,
  pushBlob,
  putManifest,
  query,
  until,
} from "./support/site.ts";

const site = siteContext(bindings, "gc-test", () => {});
const settings = { ...site.settings, times: { ...site.settings.times, gc_window: { ms: 0 }, trash_retention: { ms: 0 } } };
const ctx: Context = { ...site, settings, actor: { kind: "system" } };

async function collect(parameters: { delete_untagged: boolean; dry_run?: boolean }): Promise<Record<string, number>> {
  const kind = fresh("gc");
  const execution = { kind, vendorId: 0, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] } as const;
  const id = await startExecution(ctx, execution, []);
  while ((await runTasks(ctx, { [kind]: collection }, 5000)).more);
  const [row] = await query<{ status: string; counters: string }>("select status, counters from executions where id = ?", id);
  expect(row?.status).toBe("Success");
  return JSON.parse(row?.counters ?? "{}") as Record<string, number>;
}

/** As time does when it passes: leases of this project run out, and what was due then is due now. */
async function passTime(project: { id: number }): Promise<void> {
  await query("update repository_blobs set lease_until = 1 where project_id = ?", project.id);
  await query("update artifacts set lease_until = 1 where project_id = ?", project.id);
  await query(
    "update gc_candidates set due = 1 where (kind = 'artifact' and object_id in (select id from artifacts where project_id = ?)) or (kind = 'link' and object_id in (select id from repository_blobs where project_id = ?))",
    project.id,
    project.id,
  );
}

const keyOf = async (digest: string) =>
  (await query<{ key: string }>("select storage_key as key from blobs where digest = ?", digest))[0]?.key ?? "";
const isStored = async (key: string) => (await bindings.BLOBS.head(key)) !== null;
const statusOf = async (path: string) => (await call(admin, "GET", path)).status;

it("a deleted artifact's blobs leave the database and the bucket; what another artifact shares stays", async () => {
  const project = await createProject();
  const shared = fresh("shared");
  const gone = await pushImage(admin, `${project.name}/app`, { tag: "gone" });
  const twin = await pushImage(admin, `${project.name}/app`, { tag: "twin", seed: shared });
  await pushImage(admin, `${project.name}/other`, { tag: "kept", seed: shared });
  const [goneKey, sharedKey] = [await keyOf(gone.layer), await keyOf(twin.layer)];
  for (const digest of [gone.digest, twin.digest]) {
    expect((await call(admin, "DELETE", `/v2/${project.name}/app/manifests/${digest}`)).status).toBe(202);
  }
  await passTime(project);
  const counters = await collect({ delete_untagged: false });
  expect(counters.purged_blobs).toBeGreaterThanOrEqual(2);
  expect(counters.freed_space).toBeGreaterThan(1000);
  expect(await keyOf(gone.layer)).toBe("");
  expect(await isStored(goneKey)).toBe(false);
  expect(await isStored(sharedKey)).toBe(true);
  expect(await statusOf(`/v2/${project.name}/app/blobs/${twin.layer}`)).toBe(404);
  expect(await statusOf(`/v2/${project.name}/other/blobs/${twin.layer}`)).toBe(200);
  expect(await query("select * from gc_doomed")).toEqual([]);
});

it("nothing under a lease is taken, and it is due when its lease ends", async () => {
  const project = await createProject();
  const { digest, layer } = await pushImage(admin, `${project.name}/app`);
  await collect({ delete_untagged: true });
  expect(await statusOf(`/v2/${project.name}/app/manifests/${digest}`)).toBe(200);
  expect(await statusOf(`/v2/${project.name}/app/blobs/${layer}`)).toBe(200);
  await passTime(project);
  await collect({ delete_untagged: true });
  expect(await statusOf(`/v2/${project.name}/app/manifests/${digest}`)).toBe(404);
  expect(await statusOf(`/v2/${project.name}/app/blobs/${layer}`)).toBe(404);
});

it("a blob that somebody is about to name stays while its lease lasts, and goes after it", async () => {
  const project = await createProject();
  const digest = await pushBlob(admin, `${project.name}/app`, bytesOf(fresh("early")));
  await query("update gc_candidates set due = 1");
  await collect({ delete_untagged: true });
  expect(await statusOf(`/v2/${project.name}/app/blobs/${digest}`)).toBe(200);
  await passTime(project);
  await collect({ delete_untagged: true });
  expect(await statusOf(`/v2/${project.name}/app/blobs/${digest}`)).toBe(404);
});

it("untagged artifacts go only when that was asked for; a run that may not take them does not look twice", async () => {
  const project = await createProject();
  const { digest } = await pushImage(admin, `${project.name}/app`);
  await passTime(project);
  await collect({ delete_untagged: false });
  expect(await statusOf(`/v2/${project.name}/app/manifests/${digest}`)).toBe(200);
  expect(
    await query(
      "select cause from gc_candidates c join artifacts a on a.id = c.object_id and c.kind = 'artifact' where a.digest = ?",
      digest,
    ),
  ).toEqual([{ cause: "untagged" }]);
  await passTime(project);
  await collect({ delete_untagged: true });
  expect(await statusOf(`/v2/${project.name}/app/manifests/${digest}`)).toBe(404);
});

it("an index keeps its untagged children and their signatures; without it all of them go", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const child = await pushImage(admin, repository);
  const signature = await pushImage(admin, repository, { subject: child.digest });
  const index = {
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [{ mediaType: ociManifest, digest: child.digest, size: 500, platform: { architecture: "arm64", os: "linux" } }],
  };
  expect((await putManifest(admin, repository, "multi", index, ociIndex)).status).toBe(201);
  await passTime(project);
  await collect({ delete_untagged: true });
  for (const { digest, layer } of [child, signature]) {
    expect(await statusOf(`/v2/${repository}/manifests/${digest}`)).toBe(200);
    expect(await statusOf(`/v2/${repository}/blobs/${layer}`)).toBe(200);
  }
  expect((await call(admin, "DELETE", `/v2/${repository}/manifests/multi`)).status).toBe(202);
  await passTime(project);
  await collect({ delete_untagged: true });
  await passTime(project);
  await collect({ delete_untagged: true });
  for (const { digest, layer } of [child, signature]) {
    expect(await statusOf(`/v2/${repository}/manifests/${digest}`)).toBe(404);
    expect(await statusOf(`/v2/${repository}/blobs/${layer}`)).toBe(404);
  }
});

it("a signature under a tag that is immutable keeps what it signs, until the rule is gone", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const signed = await pushImage(admin, repository, { tag: "signed" });
  const signature = await pushImage(admin, repository, { subject: signed.digest });
  // Of the signature itself.
  const timestamp = await pushImage(admin, repository, { subject: signature.digest, tag: "stamp-1" });
  const rule = {
    tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: "stamp-*" }],
    scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**" }] },
  };
  const rules = `${api}/projects/${project.name}/immutabletagrules`;
  const made = await callJson(admin, "POST", rules, rule);
  expect(made.status).toBe(201);
  expect((await call(admin, "DELETE", `/v2/${repository}/manifests/signed`)).status).toBe(202);
  await passTime(project);
  await collect({ delete_untagged: true });
  for (const { digest, layer } of [signed, signature, timestamp]) {
    expect(await statusOf(`/v2/${repository}/manifests/${digest}`)).toBe(200);
    expect(await statusOf(`/v2/${repository}/blobs/${layer}`)).toBe(200);
  }
  expect(await statusOf(`/v2/${repository}/manifests/stamp-1`)).toBe(200);
  expect((await call(admin, "DELETE", made.headers.get("Location") ?? "")).status).toBe(200);
  await passTime(project);
  expect((await collect({ delete_untagged: true })).purged_manifests).toBe(3);
  for (const { digest } of [signed, signature, timestamp]) expect(await statusOf(`/v2/${repository}/manifests/${digest}`)).toBe(404);
});

it("a lease on what belongs to a signature keeps the signature and what it signs", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const signed = await pushImage(admin, repository, { tag: "signed" });
  const signature = await pushImage(admin, repository, { subject: signed.digest });
  const timestamp = await pushImage(admin, repository, { subject: signature.digest });
  expect((await call(admin, "DELETE", `/v2/${repository}/manifests/signed`)).status).toBe(202);
  await passTime(project);
  await query("update artifacts set lease_until = 9007199254740991 where project_id = ? and digest = ?", project.id, timestamp.digest);
  await collect({ delete_untagged: true });
  for (const { digest } of [signed, signature, timestamp]) expect(await statusOf(`/v2/${repository}/manifests/${digest}`)).toBe(200);
  await passTime(project);
  const before = await collect({ delete_untagged: true, dry_run: true });
  expect(await collect({ delete_untagged: true })).toMatchObject({
    purged_manifests: before.purged_manifests,
    purged_blobs: before.purged_blobs,
  });
  for (const { digest } of [signed, signature, timestamp]) expect(await statusOf(`/v2/${repository}/manifests/${digest}`)).toBe(404);
});

it("the trash keeps bytes for its time, and a pushed digest has another key then", async () => {
  const project = await createProject();
  const seed = fresh("seed");
  const { digest, layer } = await pushImage(admin, `${project.name}/app`, { tag: "1", seed });
  const key = await keyOf(layer);
  await call(admin, "DELETE", `/v2/${project.name}/app/manifests/${digest}`);
  await passTime(project);
  const kind = fresh("gc");
  const parameters = { delete_untagged: false };
  const patient: Context = { ...ctx, settings: { ...settings, times: { ...settings.times, trash_retention: { ms: 3_600_000 } } } };
  await startExecution(patient, { kind, vendorId: 0, trigger: "MANUAL", parameters, exclusive: true, tasks: [parameters] }, []);
  while ((await runTasks(patient, { [kind]: collection }, 5000)).more);
  expect(await keyOf(layer)).toBe("");
  expect(await isStored(key)).toBe(true);
  expect(await query("select claimed from trash where storage_key = ?", key)).toEqual([{ claimed: 0 }]);
  await pushImage(admin, `${project.name}/app`, { tag: "1", seed });
  expect(await keyOf(layer)).not.toBe(key);
  await query("update trash set delete_after = 1 where storage_key = ?", key);
  await collect({ delete_untagged: false });
  expect(await isStored(key)).toBe(false);
  expect(await statusOf(`/v2/${project.name}/app/blobs/${layer}`)).toBe(200);
});

describe("by the API", () => {
  const schedulePath = `${api}/system/gc/schedule`;
  const post = (schedule: object, parameters: object = {}) => callJson(admin, "POST", schedulePath, { schedule, parameters });

  it("runs at once, is listed with what it freed, and has a log", async () => {
    const answer = await post({ type: "Manual" }, { delete_untagged: true, workers: 2 });
    expect(answer.status, await answer.clone().text()).toBe(201);
    const location = answer.headers.get("Location") ?? "";
    expect(location).toMatch(/^\/api\/v2\.0\/system\/gc\/\d+$/);
    const path = location.slice(api.length);
    await until("it ends", async () => (await get<Shown>(admin, path)).body.job_status === "Success");
    const shown = (await get<Shown>(admin, path)).body;
    expect(shown).toMatchObject({ job_name: "GARBAGE_COLLECTION", job_kind: "MANUAL", schedule: { type: "Manual" }, deleted: false });
    expect(JSON.parse(String(shown.job_parameters))).toMatchObject({ delete_untagged: true, dry_run: false, workers: 2 });
    expect((await get<string>(admin, `${path}/log`)).body).toContain("no more artifacts to look at");
    expect((await get<Shown[]>(admin, "/system/gc?page_size=1")).body[0]?.id).toBe(shown.id);
    const late = await callJson(admin, "PUT", `${api}${path}`);
    expect(late.status).toBe(412);
    expect(await late.text()).toContain("has ended: Success");
    expect((await get(admin, "/system/gc/999999999")).status).toBe(404);
  });

  it("a dry run counts and changes nothing", async () => {
    const project = await createProject();
    const { digest, layer } = await pushImage(admin, `${project.name}/app`);
    await passTime(project);
    const counters = await collect({ delete_untagged: true, dry_run: true });
    expect(counters.purged_manifests).toBeGreaterThanOrEqual(1);
    expect(counters.purged_blobs).toBeGreaterThanOrEqual(2);
    expect(counters.freed_space).toBeGreaterThan(1000);
    expect(await statusOf(`/v2/${project.name}/app/manifests/${digest}`)).toBe(200);
    expect(await keyOf(layer)).not.toBe("");
    const before = counters.freed_space ?? 0;
    const really = await collect({ delete_untagged: true });
    expect(really.freed_space).toBe(before);
  });

  it("its schedule: read, changed, removed; one that is posted again takes its place, 400 for what is none", async () => {
    expect((await get<Shown>(admin, "/system/gc/schedule")).body).toEqual({});
    expect((await post({ type: "Weekly" })).status).toBe(201);
    expect((await post({ type: "Daily", cron: "0 0 3 * * *" }, { delete_untagged: true })).status).toBe(201);
    expect(await query("select 1 from schedules where kind = 'GARBAGE_COLLECTION'")).toHaveLength(1);
    const shown = (await get<Shown>(admin, "/system/gc/schedule")).body;
    expect(shown.schedule).toMatchObject({ type: "Daily", cron: "0 0 3 * * *", next_scheduled_time: expect.stringContaining("T03:00:00") });
    expect((shown.schedule as { next_runs: string[] }).next_runs).toHaveLength(3);
    const update = (schedule: object, parameters: object = {}) => callJson(admin, "PUT", schedulePath, { schedule, parameters });
    expect((await update({ type: "Hourly" })).status).toBe(200);
    expect((await get<Shown>(admin, "/system/gc/schedule")).body.schedule).toMatchObject({ type: "Hourly", cron: "0 0 * * * *" });
    const unset = { schedule: { type: "Hourly", cron: null }, parameters: null, id: null };
    expect((await callJson(admin, "PUT", schedulePath, unset)).status).toBe(200);
    expect((await callJson(admin, "PUT", schedulePath, { schedule: null })).status).toBe(400);
    for (const schedule of [{ type: "Custom" }, { type: "Custom", cron: "every day" }, { type: "Custom", cron: "1 0 3 * * *" }, {}]) {
      expect((await update(schedule)).status, JSON.stringify(schedule)).toBe(400);
    }
    for (const workers of [0, 11, "many", 1.5]) expect((await update({ type: "Manual" }, { workers })).status).toBe(400);
    expect((await update({ type: "Sometimes" })).status).toBe(422);
    expect((await update({ type: "None" })).status).toBe(200);
    expect((await get<Shown>(admin, "/system/gc/schedule")).body).toEqual({});
  });

  it("409: only one at a time; a stop ends the one that waits", async () => {
    await query("update tasks set due_at = due_at + 60000 where ended_at is null");
    const [running] = await query<{ id: number }>(
      `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at)
        values ('GARBAGE_COLLECTION', 0, 'MANUAL', '{}', 'test', 'Running', 1, 1) returning id`,
    );
    await query(
      "insert into tasks (execution_id, kind, status, parameters, due_at, created_at) values (?, 'GARBAGE_COLLECTION', 'Pending', '{}', 9999999999999, 1)",
      running?.id,
    );
    expect((await post({ type: "Manual" })).status).toBe(409);
    const listed = async (q: string) =>
      (await get<Shown[]>(admin, `/system/gc?q=${encodeURIComponent(q)}&sort=-creation_time`)).body.map((run) => run.job_status);
    expect(await listed("status=Running")).toEqual(["Running"]);
    expect(await listed("status=Running,trigger=SCHEDULE")).toEqual([]);
    expect(await listed("job_status={Success Stopped}")).not.toContain("Running");
    expect((await get(admin, "/system/gc?q=status")).status).toBe(400);
    expect((await callJson(admin, "PUT", `${api}/system/gc/${running?.id}`)).status).toBe(200);
    expect((await get<Shown>(admin, `/system/gc/${running?.id}`)).body.job_status).toBe("Stopped");
  });
});

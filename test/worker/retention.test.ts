/** Retention by the API: what a policy drops goes, what it keeps stays, and the log says why. */
import { expect, it } from "vitest";
import { api, get, pushImage, type Shown } from "./support/harbor.ts";
import { admin, call, callJson, createProject, fresh, ociIndex, ociManifest, query, until } from "./support/site.ts";

const selectors = (tags: string, repositories = "**") => ({
  tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: tags, extras: '{"untagged":false}' }],
  scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: repositories }] },
});
const latest = (count: number, tags = "**", repositories = "**") => ({
  action: "retain",
  template: "latestPushedK",
  params: { latestPushedK: count },
  ...selectors(tags, repositories),
});
const policyOf = (project: { id: number }, rules: unknown[], cron = "") => ({
  algorithm: "or",
  rules,
  trigger: { kind: "Schedule", settings: { cron }, references: {} },
  scope: { level: "project", ref: project.id },
});

async function createPolicy(project: { id: number }, rules: unknown[]): Promise<number> {
  const answer = await callJson(admin, "POST", `${api}/retentions`, policyOf(project, rules));
  expect(answer.status, await answer.clone().text()).toBe(201);
  return Number(answer.headers.get("Location")?.split("/").at(-1));
}

/** The run's tasks, once it has ended. */
async function run(policy: number, dryRun = false): Promise<{ id: number; tasks: Shown[] }> {
  const answer = await callJson(admin, "POST", `${api}/retentions/${policy}/executions`, { dry_run: dryRun });
  expect(answer.status).toBe(201);
  const id = Number(answer.headers.get("Location")?.split("/").at(-1));
  const status = async () => (await get<Shown[]>(admin, `/retentions/${policy}/executions`)).body.find((one) => one.id === id)?.status;
  await until("the run ends", async () => (await status()) !== "Running");
  expect(await status()).toBe("Success");
  return { id, tasks: (await get<Shown[]>(admin, `/retentions/${policy}/executions/${id}/tasks`)).body };
}

async function logOf(policy: number, id: number, task: Shown | undefined): Promise<string> {
  return (await get<string>(admin, `/retentions/${policy}/executions/${id}/tasks/${String(task?.id)}`)).body;
}

/** As if pushed at these times, with no lease left. */
async function passTime(project: { id: number }): Promise<void> {
  await query("update artifacts set lease_until = 1 where project_id = ?", project.id);
}

const tagsOf = async (repository: string) =>
  (await (await call(admin, "GET", `/v2/${repository}/tags/list`)).json<{ tags?: string[] }>()).tags ?? [];

async function pushTags(repository: string, tags: readonly string[]): Promise<void> {
  for (const tag of tags) await pushImage(admin, repository, { tag });
}

it("drops what no rule keeps, tells which rule keeps the rest, and leaves audit rows", async () => {
  const project = await createProject();
  const repository = `${project.name}/team/app`;
  await pushTags(repository, ["v1", "v2", "v3", "dev", "keep"]);
  await pushTags(`${project.name}/outside`, ["v1", "v2"]);
  await passTime(project);
  const policy = await createPolicy(project, [latest(2, "v*", "team/**"), { ...latest(1, "keep", "team/**") }]);
  const dry = await run(policy, true);
  expect(dry.tasks).toEqual([expect.objectContaining({ repository: "team/app", status: "Success", total: 5, retained: 3 })]);
  const lines = (await logOf(policy, dry.id, dry.tasks[0])).split("\n");
  const line = (tag: string) => lines.find((one) => one.includes(` ${tag} sha256:`)) ?? "";
  expect(line("v3")).toMatch(/RETAIN v3 .*: rule 1: the most recently pushed 2 artifacts$/);
  expect(line("keep")).toMatch(/RETAIN keep .*: rule 2: the most recently pushed 1 artifacts$/);
  expect(line("v1")).toMatch(/DEL +v1 .*: no rule keeps it$/);
  expect(line("dev")).toMatch(/DEL +dev .*: no rule keeps it$/);
  expect(lines.join()).toContain("dry run: nothing was deleted");
  expect(await tagsOf(repository)).toHaveLength(5);

  const real = await run(policy);
  expect(real.tasks).toEqual([expect.objectContaining({ total: 5, retained: 3 })]);
  expect(await tagsOf(repository)).toEqual(["keep", "v2", "v3"]);
  expect(await tagsOf(`${project.name}/outside`)).toEqual(["v1", "v2"]);
  const audit = await query<{ description: string; actor: string }>(
    "select description, actor from audit_log where project_id = ? and description like 'retention: %' order by description",
    project.id,
  );
  expect(audit).toEqual([
    { description: "retention: dev", actor: "roadstead" },
    { description: "retention: v1", actor: "roadstead" },
  ]);
  const { body: runs } = await get<Shown[]>(admin, `/retentions/${policy}/executions`);
  expect(runs.map(({ dry_run: isDry, status, trigger }) => [isDry, status, trigger])).toEqual([
    [false, "Success", "MANUAL"],
    [true, "Success", "MANUAL"],
  ]);
});

it("never drops what is immutable, leased, or a child of an index; signatures go with what they sign", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const child = await pushImage(admin, repository, { tag: "child" });
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [{ mediaType: ociManifest, digest: child.digest, size: 100 }],
  });
  await call(admin, "PUT", `/v2/${repository}/manifests/kept`, { body: index, headers: { "Content-Type": ociIndex } });
  const signed = await pushImage(admin, repository, { tag: "signed" });
  const signature = await pushImage(admin, repository, { subject: signed.digest });
  const sealed = await pushImage(admin, repository, { tag: "sealed" });
  const seal = await pushImage(admin, repository, { subject: sealed.digest });
  await pushImage(admin, repository, { subject: seal.digest, tag: "release-stamp" });
  await pushTags(repository, ["release-1"]);
  await callJson(admin, "POST", `${api}/projects/${project.id}/immutabletagrules`, selectors("release-*"));
  await passTime(project);
  await pushTags(repository, ["fresh"]);
  const policy = await createPolicy(project, [latest(1, "kept")]);
  const { id, tasks } = await run(policy);
  const log = await logOf(policy, id, tasks[0]);
  expect(await tagsOf(repository)).toEqual(["child", "fresh", "kept", "release-1", "release-stamp", "sealed"]);
  expect(log).toMatch(/RETAIN sealed .*: a tag is immutable/);
  expect(log).toMatch(/RETAIN release-1 .*: a tag is immutable/);
  expect(log).toMatch(/RETAIN child .*: an index names it/);
  expect(log).toMatch(/RETAIN fresh .*: a push may still rely on it until /);
  expect((await call(admin, "HEAD", `/v2/${repository}/manifests/${signature.digest}`)).status).toBe(404);
});

it("drops hundreds in slices, each once", async () => {
  const project = await createProject();
  const repository = `${project.name}/many`;
  await pushTags(repository, ["0"]);
  const [row] = await query<{ id: number; repository_id: number }>(
    "select id, repository_id from artifacts where project_id = ?",
    project.id,
  );
  await query(
    `insert into artifacts (repository_id, digest, media_type, body_bytes, size, lease_until, pushed_at)
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 450)
      select ${row?.repository_id}, 'sha256:' || printf('%064d', i), '${ociManifest}', 1, 1, 1, i from n`,
  );
  await query(
    `insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at)
      select repository_id, 't' || id, id, 1, 0, 'x', 1 from artifacts where repository_id = ${row?.repository_id} and body_bytes = 1`,
  );
  await passTime(project);
  const policy = await createPolicy(project, [latest(11)]);
  const { tasks } = await run(policy);
  expect(tasks).toEqual([expect.objectContaining({ total: 451, retained: 11 })]);
  expect(await tagsOf(repository)).toHaveLength(11);
  const [audit] = await query<{ n: number }>(
    "select count(*) as n from audit_log where project_id = ? and description like 'retention: %'",
    project.id,
  );
  expect(audit?.n).toBe(440);
});

it("a policy is made, read, changed and deleted; the project's metadata name it", async () => {
  const project = await createProject();
  const id = await createPolicy(project, [latest(3)]);
  expect((await callJson(admin, "POST", `${api}/retentions`, policyOf(project, []))).status).toBe(400);
  const { body } = await get<Shown>(admin, `/retentions/${id}`);
  expect(body).toMatchObject({
    id,
    algorithm: "or",
    scope: { level: "project", ref: project.id },
    trigger: { kind: "Schedule", settings: { cron: "" } },
  });
  expect((body.rules as Shown[])[0]).toMatchObject({ action: "retain", template: "latestPushedK", params: { latestPushedK: 3 } });
  expect((await get<{ metadata: Shown }>(admin, `/projects/${project.id}`)).body.metadata.retention_id).toBe(String(id));
  expect((await callJson(admin, "PUT", `${api}/retentions/${id}`, policyOf(project, [latest(4)], "0 0 3 * * *"))).status).toBe(200);
  const scheduled = await get<{ trigger: { settings: Shown } }>(admin, `/retentions/${id}`);
  expect(scheduled.body.trigger.settings.cron).toBe("0 0 3 * * *");
  const { body: schedules } = await get<Shown[]>(admin, "/schedules?page_size=100");
  expect(schedules.find((one) => one.vendor_type === "RETENTION" && one.vendor_id === id)).toMatchObject({
    cron: "0 0 3 * * *",
    next_runs: [expect.any(String), expect.any(String), expect.any(String)],
  });
  expect((await call(admin, "DELETE", `${api}/retentions/${id}`)).status).toBe(200);
  expect((await get(admin, `/retentions/${id}`)).status).toBe(404);
  expect(await query("select 1 from schedules where kind = 'RETENTION' and vendor_id = ?", id)).toEqual([]);
  expect((await get<{ metadata: Shown }>(admin, `/projects/${project.id}`)).body.metadata.retention_id).toBeUndefined();
});

it("begins by the clock", async () => {
  const project = await createProject();
  await pushTags(`${project.name}/app`, ["1", "2"]);
  await passTime(project);
  const id = await createPolicy(project, []);
  await callJson(admin, "PUT", `${api}/retentions/${id}`, policyOf(project, [latest(1)], "0 * * * * *"));
  await query("update schedules set next_at = 1 where kind = 'RETENTION' and vendor_id = ?", id);
  // Any bell will do.
  await callJson(admin, "PUT", `${api}/jobservice/queues/RETENTION`, { action: "resume" });
  await until("it has run", async () => (await tagsOf(`${project.name}/app`)).length === 1);
  const { body } = await get<Shown[]>(admin, `/retentions/${id}/executions`);
  expect(body).toEqual([expect.objectContaining({ trigger: "SCHEDULE", dry_run: false })]);
});

it.each([
  ["an algorithm of another name", { algorithm: "and" }, 400],
  ["no scope", { scope: undefined }, 400],
  ["a cron that does not parse", { trigger: { kind: "Schedule", settings: { cron: "every day" } } }, 400],
  ["a trigger of another kind", { trigger: { kind: "Event", settings: {} } }, 400],
  ["a rule twice", { rules: [latest(1), latest(1)] }, 409],
  ["days below zero", { rules: [{ ...selectors("**"), template: "nDaysSinceLastPush", params: { nDaysSinceLastPush: -1 } }] }, 400],
])("refused: %s", async (_, change, status) => {
  const project = await createProject();
  const answer = await callJson(admin, "POST", `${api}/retentions`, { ...policyOf(project, [latest(1)]), ...change });
  expect(answer.status, await answer.clone().text()).toBe(status);
});

it("a run of another policy, a task of another run, an action of another name", async () => {
  const [one, other] = [await createProject(), await createProject()];
  await pushTags(`${one.name}/app`, [fresh("t")]);
  const [mine, theirs] = [await createPolicy(one, [latest(1)]), await createPolicy(other, [latest(1)])];
  const first = await run(mine, true);
  const second = await run(mine, true);
  expect((await get(admin, `/retentions/${theirs}/executions/${first.id}/tasks`)).status).toBe(404);
  expect((await get(admin, `/retentions/${mine}/executions/${second.id}/tasks/${String(first.tasks[0]?.id)}`)).status).toBe(404);
  expect((await callJson(admin, "PATCH", `${api}/retentions/${mine}/executions/${first.id}`, { action: "pause" })).status).toBe(400);
  expect((await callJson(admin, "PATCH", `${api}/retentions/${mine}/executions/${first.id}`, { action: "stop" })).status).toBe(412);
  expect((await callJson(admin, "PATCH", `${api}/retentions/${theirs}/executions/${first.id}`, { action: "stop" })).status).toBe(404);
});

it("shows what rules that nobody saved would keep, why, and what would go; and changes nothing", async () => {
  const project = await createProject();
  await pushTags(`${project.name}/team/app`, ["v1", "v2", "v3"]);
  await pushTags(`${project.name}/other`, ["release-1", "old"]);
  await callJson(admin, "POST", `${api}/projects/${project.id}/immutabletagrules`, selectors("release-*"));
  await passTime(project);
  await pushTags(`${project.name}/team/app`, ["fresh"]);
  const preview = async (rules: unknown[], search = "") => {
    const answer = await callJson(admin, "POST", `${api}/retentions/preview?page_size=100${search}`, policyOf(project, rules));
    expect(answer.status, await answer.clone().text()).toBe(200);
    return answer.json<{ decisions: Shown[] } & Shown>();
  };
  const rules = [latest(5, "none", "other"), latest(1, "v*", "team/**"), { ...latest(9), disabled: true }];
  const all = await preview(rules);
  expect(all).toMatchObject({ repositories: 2, artifacts: 6, retained: 3, is_complete: true, total: 6 });
  const told = all.decisions.map(({ repository, tags, retained, cause, rule }) => [repository, tags, retained, cause, rule]);
  expect(told).toEqual([
    [`${project.name}/other`, ["old"], false, "none", undefined],
    [`${project.name}/other`, ["release-1"], true, "immutable", undefined],
    [`${project.name}/team/app`, ["fresh"], true, "push", undefined],
    [`${project.name}/team/app`, ["v3"], true, "rule", 2],
    [`${project.name}/team/app`, ["v2"], false, "none", undefined],
    [`${project.name}/team/app`, ["v1"], false, "none", undefined],
  ]);
  const going = await preview(rules, "&retained=false&repository=team/app");
  expect(going).toMatchObject({ repositories: 1, artifacts: 4, retained: 2, total: 2 });
  expect(going.decisions.map(({ tags }) => tags)).toEqual([["v2"], ["v1"]]);
  expect(await preview(rules, "&page=2")).toMatchObject({ total: 6, decisions: [] });
  expect(await preview([])).toMatchObject({ repositories: 0, artifacts: 0, total: 0 });
  expect(await tagsOf(`${project.name}/team/app`)).toHaveLength(4);
  expect(await query("select id from retention_policies where project_id = ?", project.id)).toEqual([]);
  const twice = await callJson(admin, "POST", `${api}/retentions/preview`, policyOf(project, [latest(1), latest(1)]));
  expect(twice.status).toBe(409);
});

it("takes null for what is not given, as Go's clients write it, and for nothing else", async () => {
  const project = await createProject();
  const rule = { ...latest(2), id: null, priority: null, disabled: null };
  const tags = rule.tag_selectors.map((one) => ({ ...one, extras: null }));
  const id = await createPolicy(project, [{ ...rule, tag_selectors: tags }]);
  const shown = async () => (await get<{ rules: Shown[] }>(admin, `/retentions/${id}`)).body.rules;
  expect(await shown()).toMatchObject([{ disabled: false, params: { latestPushedK: 2 }, tag_selectors: [{ pattern: "**", extras: "" }] }]);
  const put = async (rules: unknown) =>
    (await callJson(admin, "PUT", `${api}/retentions/${id}`, { ...policyOf(project, []), rules, trigger: null })).status;
  expect(await put([null])).toBe(422);
  expect(await put([{ ...rule, disabled: "null" }])).toBe(422);
  expect(await put([{ ...rule, tag_selectors: null }])).toBe(400);
  expect(await shown()).toHaveLength(1);
  expect(await put(null)).toBe(200);
  expect(await shown()).toEqual([]);
});

/** The audit log and the history of jobs lose what is old, and only that. */
import { describe, expect, it } from "vitest";
import { api, get, type Shown } from "./support/harbor.ts";
import { admin, call, callJson, fresh, query, until } from "./support/site.ts";

const hourMs = 3_600_000;

async function addAudit(resource: string, rows: readonly [operation: string, type: string, hoursAgo: number][]): Promise<void> {
  for (const [operation, type, hours] of rows) {
    await query(
      "insert into audit_log (at, actor, operation, resource_type, resource, success, request_id) values (?, 'somebody', ?, ?, ?, 1, 'r')",
      Date.now() - hours * hourMs,
      operation,
      type,
      resource,
    );
  }
}

const left = async (resource: string) =>
  (
    await query<{ what: string }>(
      "select operation || '_' || resource_type as what from audit_log where resource = ? order by id",
      resource,
    )
  ).map(({ what }) => what);

async function purge(parameters: unknown): Promise<{ id: number; parameters: Record<string, unknown> }> {
  const answer = await callJson(admin, "POST", `${api}/system/purgeaudit/schedule`, { schedule: { type: "Manual" }, parameters });
  expect(answer.status, await answer.clone().text()).toBe(201);
  expect(answer.headers.get("Location")).toMatch(/^\/api\/v2.0\/system\/purgeaudit\/\d+$/);
  const id = Number(answer.headers.get("Location")?.split("/").at(-1));
  const run = async () => (await get<Shown>(admin, `/system/purgeaudit/${id}`)).body;
  await until("the run ends", async () => (await run()).job_status !== "Running");
  expect((await run()).job_status).toBe("Success");
  return { id, parameters: JSON.parse(String((await run()).job_parameters)) as Record<string, unknown> };
}

/** Operation, type and age in hours. */
const old: [string, string, number][] = [
  ["create", "artifact", 72],
  ["pull", "artifact", 71],
  ["delete", "artifact", 70],
  ["create", "project", 69],
];

it("takes rows of the types that are named and that are old enough; a dry run counts them", async () => {
  const resource = fresh("purged");
  // Ids grow with time, as they do in life: what is old was written first.
  await query("delete from audit_log");
  await addAudit(resource, [...old, ["pull", "artifact", 2]]);
  const types = { audit_retention_hour: 24, include_event_types: "create_artifact,pull_artifact" };
  const dry = await purge({ ...types, dry_run: true });
  expect(dry.parameters).toMatchObject({ purged_audit_logs: 2, dry_run: true });
  expect(await left(resource)).toHaveLength(5);
  const real = await purge(types);
  expect(real.parameters).toMatchObject({ purged_audit_logs: 2 });
  expect(await left(resource)).toEqual(["delete_artifact", "create_project", "pull_artifact"]);
  expect((await get<string>(admin, `/system/purgeaudit/${real.id}/log`)).body).toContain("audit log: done up to");
  await purge({ audit_retention_hour: 24 });
  expect(await left(resource)).toEqual(["pull_artifact"]);
  const [stored] = await query<{ value: number }>("select value from row_counts where kind = 'audit_log' and scope = 0");
  expect((await query("select 1 from audit_log")).length).toBe(stored?.value);
});

it.each([
  [{ include_operations: "create,Pull" }, ["delete_artifact", "update_project"]],
  [
    { include_operations: "delete", include_event_types: "pull_artifact" },
    ["create_artifact", "delete_artifact", "create_project", "update_project"],
  ],
  [{ include_event_types: "delete_artifact,other_events" }, ["create_artifact", "pull_artifact"]],
  [{ include_event_types: "pull,other" }, ["create_artifact", "delete_artifact"]],
])("takes what %j names, as Harbor's tools say it, and shows it as it was given", async (names, kept) => {
  const resource = fresh("named");
  await query("delete from audit_log");
  await addAudit(resource, [...old, ["update", "project", 68]]);
  const { parameters } = await purge({ audit_retention_hour: 24, ...names });
  expect(parameters).toMatchObject(names);
  expect((await left(resource)).toSorted()).toEqual(kept.toSorted());
});

it("leaves what an endpoint of the log has not taken", async () => {
  const resource = fresh("kept");
  await query("delete from audit_log");
  await addAudit(resource, [
    ["create", "artifact", 72],
    ["create", "artifact", 71],
  ]);
  const [first] = await query<{ id: number }>("select min(id) as id from audit_log where resource = ?", resource);
  await query("insert into audit_forwards (endpoint, cursor, due_at) values ('https://log.test', ?, 9007199254740991)", first?.id);
  try {
    await purge({ audit_retention_hour: 1 });
    expect(await left(resource)).toHaveLength(1);
  } finally {
    await query("delete from audit_forwards");
  }
});

it("takes old runs of jobs with their logs, when that is asked", async () => {
  const kind = fresh("OLD");
  for (const hours of [100, 1]) {
    const at = Date.now() - hours * hourMs;
    const [run] = await query<{ id: number }>(
      `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at, ended_at) values (?, 0, 'MANUAL', '{}', 'a', 'Success', 0, ?, ?) returning id`,
      kind,
      at,
      at,
    );
    const [task] = await query<{ id: number }>(
      "insert into tasks (execution_id, kind, status, parameters, due_at, created_at, ended_at) values (?, ?, 'Success', '{}', 1, 1, 1) returning id",
      run?.id,
      kind,
    );
    await query("insert into task_logs (task_id, at, text) values (?, 1, 'x')", task?.id);
  }
  const count = async () => (await query("select 1 from executions where kind = ?", kind)).length;
  await purge({ audit_retention_hour: 50 });
  expect(await count()).toBe(2);
  expect(
    (await purge({ audit_retention_hour: 50, include_job_history: true, dry_run: true })).parameters.purged_executions,
  ).toBeGreaterThanOrEqual(1);
  expect(await count()).toBe(2);
  await purge({ audit_retention_hour: 50, include_job_history: true });
  expect(await count()).toBe(1);
  expect(await query("select 1 from tasks where kind = ?", kind)).toHaveLength(1);
});

it("has a schedule, shown with its next three times, and a history", async () => {
  const schedule = (type: string, cron = "") => ({ schedule: { type, cron }, parameters: { audit_retention_hour: 24 } });
  const path = `${api}/system/purgeaudit/schedule`;
  expect((await callJson(admin, "POST", path, schedule("Daily"))).status).toBe(201);
  expect((await callJson(admin, "POST", path, schedule("Custom", "0 30 2 * * *"))).status).toBe(201);
  const { body } = await get<{ schedule: Shown; job_parameters: string }>(admin, "/system/purgeaudit/schedule");
  expect(body.schedule).toMatchObject({ type: "Custom", cron: "0 30 2 * * *" });
  expect((body.schedule.next_runs as string[]).map((text) => text.slice(11))).toEqual(["02:30:00.000Z", "02:30:00.000Z", "02:30:00.000Z"]);
  expect(JSON.parse(body.job_parameters)).toMatchObject({ audit_retention_hour: 24 });
  expect((await callJson(admin, "PUT", path, { schedule: { type: "None" } })).status).toBe(200);
  expect((await get(admin, "/system/purgeaudit/schedule")).body).toEqual({});
  expect((await get<Shown[]>(admin, "/system/purgeaudit")).body[0]).toMatchObject({ job_name: "PURGE_AUDIT_LOG", job_status: "Success" });
});

describe("refused", () => {
  it.each([
    ["hours below zero", { audit_retention_hour: -1 }],
    ["no hours", {}],
    ["null for hours, which is not zero", { audit_retention_hour: null }],
    ["empty text for hours", { audit_retention_hour: "" }],
    ["hours that are no number", { audit_retention_hour: "soon" }],
    ["a type that is none", { audit_retention_hour: 1, include_event_types: "everything!" }],
  ])("%s", async (_, parameters) => {
    const answer = await callJson(admin, "POST", `${api}/system/purgeaudit/schedule`, { schedule: { type: "Manual" }, parameters });
    expect(answer.status).toBe(400);
  });
  it("a schedule without a time, a cron that does not parse, a run that is not there", async () => {
    for (const schedule of [{ type: "Custom" }, { type: "Custom", cron: "0 61 * * * *" }, { type: "Custom", cron: "nonsense" }, {}]) {
      const body = { schedule, parameters: { audit_retention_hour: 1 } };
      expect((await callJson(admin, "POST", `${api}/system/purgeaudit/schedule`, body)).status).toBe(400);
    }
    expect((await call(admin, "PUT", `${api}/system/purgeaudit/999999`)).status).toBe(404);
  });
});

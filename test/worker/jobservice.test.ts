/** What administrators see of the jobs, and how they hold them up. */
import { expect, it } from "vitest";
import { api, get, type Shown } from "./support/harbor.ts";
import { admin, auditRows, call, callJson, query, until } from "./support/site.ts";

const queue = async (type: string) => (await get<Shown[]>(admin, "/jobservice/queues")).body.find((one) => one.job_type === type);
const act = async (type: string, action: string) => (await callJson(admin, "PUT", `${api}/jobservice/queues/${type}`, { action })).status;
const dryCollection = { schedule: { type: "Manual" }, parameters: { dry_run: true } };

it("a queue that is paused waits, one that is resumed goes on, one that is stopped ends", async () => {
  expect(await act("GARBAGE_COLLECTION", "pause")).toBe(200);
  expect(await queue("GARBAGE_COLLECTION")).toMatchObject({ paused: true, count: 0 });
  const begun = await callJson(admin, "POST", `${api}/system/gc/schedule`, dryCollection);
  const id = Number(begun.headers.get("Location")?.split("/").at(-1));
  const statusOf = async (run: number) => (await get<Shown>(admin, `/system/gc/${run}`)).body.job_status;
  await until("it waits", async () => (await queue("GARBAGE_COLLECTION"))?.count === 1);
  expect(await statusOf(id)).toBe("Running");
  expect(await act("GARBAGE_COLLECTION", "resume")).toBe(200);
  await until("it has run", async () => (await statusOf(id)) === "Success");

  await act("garbage_collection", "pause");
  const second = await callJson(admin, "POST", `${api}/system/gc/schedule`, dryCollection);
  const other = Number(second.headers.get("Location")?.split("/").at(-1));
  expect(await act("GARBAGE_COLLECTION", "stop")).toBe(200);
  expect(await statusOf(other)).toBe("Stopped");
  await act("all", "resume");
  const rows = await auditRows("resource_type = 'job' and resource = 'GARBAGE_COLLECTION'");
  expect(rows.map(({ operation }) => operation)).toEqual(["pause", "resume", "stop"]);
});

it("nothing begins by the clock while the scheduler is paused", async () => {
  const schedule = { schedule: { type: "Custom", cron: "0 0 0 1 1 *" }, parameters: { dry_run: true } };
  expect(await act("SCHEDULER", "pause")).toBe(200);
  expect((await get(admin, "/schedules/all/paused")).body).toEqual({ paused: true });
  await callJson(admin, "POST", `${api}/system/gc/schedule`, schedule);
  await query("update schedules set next_at = 1 where kind = 'GARBAGE_COLLECTION'");
  const runs = async () => (await query("select 1 from executions where kind = 'GARBAGE_COLLECTION' and \"trigger\" = 'SCHEDULE'")).length;
  const before = await runs();
  // A job that runs shows that the bell was heard.
  const manual = await callJson(admin, "POST", `${api}/system/gc/schedule`, dryCollection);
  const id = Number(manual.headers.get("Location")?.split("/").at(-1));
  await until("the other has run", async () => (await get<Shown>(admin, `/system/gc/${id}`)).body.job_status === "Success");
  expect(await runs()).toBe(before);
  expect(await act("SCHEDULER", "resume")).toBe(200);
  await until("it has begun", async () => (await runs()) === before + 1);
  expect((await get(admin, "/schedules/all/paused")).body).toEqual({ paused: false });
  await callJson(admin, "PUT", `${api}/system/gc/schedule`, { schedule: { type: "None" } });
});

it("shows the pool and who works in it, stops a job and reads its log", async () => {
  const { body: pools } = await get<Shown[]>(admin, "/jobservice/pools");
  expect(pools).toEqual([
    expect.objectContaining({ worker_pool_id: expect.any(String) as unknown, concurrency: expect.any(Number) as unknown }),
  ]);
  const [execution] = await query<{ id: number }>(
    `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at)
      values ('HELD', 0, 'MANUAL', '{}', 'test', 'Running', 0, 1) returning id`,
  );
  const [task] = await query<{ id: number }>(
    `insert into tasks (execution_id, kind, status, parameters, due_at, created_at, started_at, lease_token, lease_until)
      values (?, 'HELD', 'Running', '{}', 1, 1, 1, 'token', 9007199254740991) returning id`,
    execution?.id,
  );
  const pool = String(pools[0]?.worker_pool_id);
  const { body: workers } = await get<Shown[]>(admin, `/jobservice/pools/${pool}/workers`);
  expect(workers).toContainEqual(expect.objectContaining({ job_id: String(task?.id), job_name: "HELD", pool_id: pool }));
  expect((await get(admin, "/jobservice/pools/another/workers")).status).toBe(404);
  expect((await call(admin, "PUT", `${api}/jobservice/jobs/${task?.id}`)).status).toBe(200);
  const [stopped] = await query<{ stop: number }>("select stop_requested as stop from executions where id = ?", execution?.id);
  expect(stopped?.stop).toBe(1);
  await query("insert into task_logs (task_id, at, text) values (?, 1, 'a line')", task?.id);
  expect((await get<string>(admin, `/jobservice/jobs/${task?.id}/log`)).body).toBe("1970-01-01T00:00:00.001Z a line\n");
  await query("update tasks set ended_at = 1, lease_token = null where id = ?", task?.id);
  expect((await call(admin, "PUT", `${api}/jobservice/jobs/${task?.id}`)).status).toBe(412);
  expect((await call(admin, "PUT", `${api}/jobservice/jobs/nonsense`)).status).toBe(404);
});

it("knows no queue of another name and no other action", async () => {
  expect(await act("NOTHING", "pause")).toBe(404);
  expect(await act("RETENTION", "hurry")).toBe(422);
});

it("tells how full the database is", async () => {
  const { body } = await get<{ size_bytes: number; size_bytes_max: number; rows: Record<string, number> }>(admin, "/system/database");
  expect(body.size_bytes).toBeGreaterThan(100_000);
  expect(body.size_bytes_max).toBe(10_000_000_000);
  const [count] = await query<{ n: number }>("select count(*) as n from executions");
  expect(body.rows.executions).toBe(count?.n);
});

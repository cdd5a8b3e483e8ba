/** Replication's runs by the API. What a run does belongs to other tests: here no task of one is worked on. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { siteContext } from "../../worker/http/site-context.ts";
import { endTask, insertTasksBeside, saveProgress } from "../../worker/store/tasks.ts";
import { api, auditOf, get, type Shown } from "./support/harbor.ts";
import {
  createPolicy,
  path,
  pauseReplication,
  resumeReplication,
  runOf,
  runs,
  shownOf,
  start,
  started,
  stop,
} from "./support/replication.ts";
import { admin, anonymous, bindings, call, createUser, query, until } from "./support/site.ts";

const ctx = siteContext(bindings, "replication-executions-test", () => {});

beforeAll(pauseReplication);
afterAll(resumeReplication);

/** A task of an execution, in a state that work on it would bring about. */
async function insertTask(
  run: number,
  task: { status: string; parameters?: object; cursor?: object; counters?: object; message?: string },
) {
  const { status, parameters = {}, cursor = null, counters = {}, message = "" } = task;
  const hasEnded = status !== "Pending" && status !== "Running";
  const [row] = await query<{ id: number }>(
    `insert into tasks (execution_id, kind, status, message, parameters, cursor, counters, due_at, created_at, started_at, ended_at)
      values (?, 'REPLICATION', ?, ?, ?, ?, ?, 1, 1, ?, ?) returning id`,
    run,
    status,
    message,
    JSON.stringify({ operation: "copy", repository: "library/app", destination: "mirror/app", items: 3, ...parameters }),
    cursor && JSON.stringify(cursor),
    JSON.stringify(counters),
    status === "Pending" ? null : 2,
    hasEnded ? 3 : null,
  );
  return row?.id ?? 0;
}

it("is begun, shown and stopped, with audit rows; when it has ended it is not stopped again", async () => {
  const { id, name } = await createPolicy();
  const run = await started(id);
  const shown = { id: run, policy_id: id, status: "InProgress", status_text: "", trigger: "manual", dry_run: false };
  const counts = { total: 0, succeed: 0, failed: 0, in_progress: 0, stopped: 0, bytes_total: 0, bytes_done: 0, bytes_per_second: 0 };
  expect(await runOf(run)).toEqual({ ...shown, ...counts, counters: {}, start_time: expect.any(String) as string });
  const tasks = await query<{ parameters: string }>("select parameters from tasks where execution_id = ?", run);
  expect(tasks).toEqual([{ parameters: JSON.stringify({ policyId: id, dryRun: false }) }]);
  expect(await stop(run)).toEqual({ status: 200, message: "" });
  expect(await runOf(run)).toMatchObject({ status: "Stopped", end_time: expect.any(String) as string });
  expect((await stop(run)).status).toBe(412);
  expect(await auditOf(`policy ${name}`)).toEqual(["start replication"]);
  expect(await auditOf(`execution ${run}`)).toEqual(["stop replication"]);
  const dry = await started(id, { dry_run: true });
  expect(await runOf(dry)).toMatchObject({ dry_run: true });
  expect(await auditOf(`policy ${name}, dry run`)).toEqual(["start replication"]);
});

it("412 of a policy that is disabled, 404 of none, 422 without one, 409 beside a single one", async () => {
  const { id } = await createPolicy({ enabled: false });
  expect((await start({ policy_id: id })).status).toBe(412);
  expect((await start({ policy_id: 999_999 })).status).toBe(404);
  expect((await start({})).status).toBe(422);
  expect(await query("select 1 from executions where kind = 'REPLICATION' and vendor_id = ?", id)).toEqual([]);
  const free = await createPolicy();
  expect([await started(free.id), await started(free.id)]).toHaveLength(2);
  const single = await createPolicy({ single_active_replication: true });
  const answers = await Promise.all([start({ policy_id: single.id }), start({ policy_id: single.id })]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
});

it("counts its repositories, its bytes and their rate now, and says why it failed", async () => {
  const { id } = await createPolicy();
  const run = await started(id);
  const rate = (bytesPerSecond: number, ageMs: number) => ({ rate: { bytesPerSecond, atMs: Date.now() - ageMs } });
  await insertTask(run, { status: "Success", counters: { bytes_total: 100, bytes_done: 100, blobs: 2 }, cursor: rate(7, 0) });
  await insertTask(run, { status: "Error", counters: { bytes_total: 50, bytes_done: 10 }, message: "a digest that does not match" });
  await insertTask(run, { status: "Running", counters: { bytes_total: 1000, bytes_done: 400 }, cursor: rate(2000, 1000) });
  await insertTask(run, { status: "Pending", cursor: rate(500.5, 59_000) });
  await insertTask(run, { status: "Pending", cursor: rate(90_000, 61_000) });
  await insertTask(run, { status: "Stopped" });
  const counts = { total: 6, succeed: 1, failed: 1, in_progress: 3, stopped: 1 };
  const open = {
    ...counts,
    bytes_total: 1150,
    bytes_done: 510,
    bytes_per_second: 2500,
    counters: { bytes_total: 1150, bytes_done: 510, blobs: 2 },
  };
  expect(await runOf(run)).toMatchObject(open);
  const [listed] = (await get<Shown[]>(admin, `${runs}?policy_id=${id}`)).body;
  expect(listed).toMatchObject(open);
  expect((await stop(run)).status).toBe(200);
  expect(await runOf(run)).toMatchObject({
    ...counts,
    in_progress: 0,
    stopped: 4,
    bytes_per_second: 0,
    bytes_total: 1150,
    status: "Failed",
    status_text: "a digest that does not match",
  });
});

it.each([
  ["fails", false, "Failed"],
  ["is stopped", true, "Stopped"],
])("ends when its plan %s with deletions held back, once its copies have ended", async (_what, isStopped, status) => {
  const { id } = await createPolicy();
  const run = await started(id);
  const [plan = 0] = (await query<{ id: number }>("select id from tasks where execution_id = ?", run)).map((task) => task.id);
  if (isStopped) await query("update executions set stop_requested = 1 where id = ?", run);
  const parameters = { operation: "copy", repository: "library/app", destination: "library/app", items: 1 };
  await ctx.commit([insertTasksBeside(plan, [{ parameters }, { parameters: { ...parameters, operation: "deletion" }, isHeldBack: true }])]);
  const [copy = 0] = (await query<{ id: number }>("select id from tasks where execution_id = ? and id <> ?", run, plan)).map(
    (task) => task.id,
  );
  await ctx.commit(isStopped ? saveProgress(plan, { cursor: null, waitMs: 0 }) : endTask(plan, { status: "Error", message: "no answer" }));
  expect(await runOf(run)).toMatchObject({ status: "InProgress" });
  await ctx.commit(endTask(copy, { status: "Success", message: "" }));
  expect(await runOf(run)).toMatchObject({ status, in_progress: 0, status_text: isStopped ? "" : "no answer" });
});

it("one that found nothing says so", async () => {
  const { id } = await createPolicy();
  const run = await started(id);
  await query("update tasks set status = 'Success', ended_at = 2 where execution_id = ?", run);
  await query("update executions set status = 'Success', ended_at = 2 where id = ?", run);
  expect(await runOf(run)).toMatchObject({ status: "Succeed", status_text: "no resources need to be replicated", total: 0 });
  await insertTask(run, { status: "Success" });
  expect(await runOf(run)).toMatchObject({ status: "Succeed", status_text: "", total: 1 });
});

it("are listed newest first, by policy, status and trigger", async () => {
  const { id } = await createPolicy();
  const [first, second, third, fourth] = [await started(id), await started(id), await started(id), await started(id)];
  const end = async (run: number, status: string) => query("update executions set status = ?, ended_at = 2 where id = ?", status, run);
  await end(first, "Success");
  await end(second, "Error");
  await end(third, "Stopped");
  await query("update executions set \"trigger\" = 'EVENT' where id = ?", third);
  const list = async (filter: string) => (await get<Shown[]>(admin, `${runs}?policy_id=${id}${filter}`)).body.map((run) => run.id);
  expect(await list("")).toEqual([fourth, third, second, first]);
  expect(await list("&sort=id")).toEqual([first, second, third, fourth]);
  expect(await list("&page=2&page_size=3")).toEqual([first]);
  expect(await list("&status=Succeed")).toEqual([first]);
  expect(await list("&status=Failed")).toEqual([second]);
  expect(await list("&status=Stopped")).toEqual([third]);
  expect(await list("&status=InProgress")).toEqual([fourth]);
  expect(await list("&status=Nonsense")).toEqual([]);
  expect(await list("&trigger=event_based")).toEqual([third]);
  expect(await list("&trigger=manual&status=Failed")).toEqual([second]);
  const all = (await get<Shown[]>(admin, `${runs}?page_size=100`)).body.map((run) => run.id);
  expect(all).toEqual(expect.arrayContaining([first, second, third, fourth]));
  const [collection] = await query<{ id: number }>(
    `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at, ended_at)
      values ('GARBAGE_COLLECTION', 0, 'MANUAL', '{}', 'test', 'Success', 1, 1, 1) returning id`,
  );
  expect((await get(admin, `${runs}/${collection?.id}`)).status).toBe(404);
  expect((await stop(collection?.id ?? 0)).status).toBe(404);
});

it("its tasks are repositories, by status and type, each with its log", async () => {
  const { id } = await createPolicy({ filters: [{ type: "resource", value: "image" }] });
  const run = await started(id);
  const copied = await insertTask(run, { status: "Success", counters: { bytes_total: 5, bytes_done: 5 } });
  const parameters = { operation: "deletion", repository: "library/old", destination: "library/old", items: 1 };
  const failed = await insertTask(run, { status: "Error", parameters, message: "403" });
  const tasks = async (filter = "") => (await get<Shown[]>(admin, `${runs}/${run}/tasks?page_size=100${filter}`)).body;
  const [one, two] = await tasks();
  expect(one).toEqual({
    id: copied,
    execution_id: run,
    status: "Succeed",
    job_id: String(copied),
    operation: "copy",
    resource_type: "image",
    src_resource: "library/app [3 item(s) in total]",
    dst_resource: "mirror/app [3 item(s) in total]",
    start_time: expect.any(String) as string,
    end_time: expect.any(String) as string,
    bytes_total: 5,
    bytes_done: 5,
    message: "",
  });
  expect(two).toMatchObject({
    id: failed,
    operation: "deletion",
    status: "Failed",
    message: "403",
    src_resource: "library/old [1 item(s) in total]",
  });
  expect(await tasks("&status=Failed")).toEqual([two]);
  expect(await tasks("&status=Succeed&resource_type=image")).toEqual([one]);
  expect(await tasks("&resource_type=artifact")).toEqual([]);
  await query("insert into task_logs (task_id, at, text) values (?, 1, 'copied v1'), (?, 2, 'copied v2')", copied, copied);
  const log = await get<string>(admin, `${runs}/${run}/tasks/${copied}/log`);
  expect(log.body.split("\n").map((line) => line.slice(line.indexOf(" ") + 1))).toEqual(["copied v1", "copied v2", ""]);
  const other = await started(id);
  expect((await get(admin, `${runs}/${other}/tasks/${copied}/log`)).status).toBe(404);
  expect((await get(admin, `${runs}/999999/tasks`)).status).toBe(404);
});

it("403: a person who does not administrate the site, recorded, whatever is there; 401: nobody", async () => {
  const { id } = await createPolicy();
  const person = await createUser();
  const refused = async (method: string, at: string, body?: unknown) => {
    const headers = { "X-Request-Id": crypto.randomUUID(), "Content-Type": "application/json" };
    const answer = await call(person, method, `${api}${at}`, { headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    await until(`${method} ${at} is recorded`, async () => {
      const [row] = await query<{ success: number }>("select success from audit_log where request_id = ?", headers["X-Request-Id"]);
      return row?.success === 0;
    });
    return answer.status;
  };
  expect([await refused("PUT", `${path}/${id}`, { enabled: false }), await refused("PUT", `${path}/999999`, { enabled: false })]).toEqual([
    403, 403,
  ]);
  expect([await refused("POST", runs, { policy_id: id }), await refused("POST", runs, { policy_id: 999_999 })]).toEqual([403, 403]);
  expect([await refused("PUT", `${runs}/999999`), await refused("GET", `${runs}/999999/tasks`)]).toEqual([403, 403]);
  expect(await shownOf(id)).toMatchObject({ enabled: true });
  expect((await get<Shown[]>(admin, `${runs}?policy_id=${id}`)).total).toBe(0);
  expect((await get(anonymous, `${path}/${id}`)).status).toBe(401);
  expect((await get(anonymous, runs)).status).toBe(401);
});

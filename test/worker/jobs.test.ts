/** Tasks: each one's effect happens once, whatever becomes of those who work on it and of the messages that call them. */
import { afterEach, describe, expect, it } from "vitest";
import type { JobKinds, Slice } from "../../worker/domain/jobs/kinds.ts";
import { runTasks } from "../../worker/domain/jobs/run-tasks.ts";
import { startExecution } from "../../worker/domain/jobs/start-execution.ts";
import type { Context } from "../../worker/domain/context.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { tidy } from "../../worker/domain/site/tidy.ts";
import { forgetAllBut, forgetExecutions, stopExecution } from "../../worker/store/executions.ts";
import { type Sql, sql } from "../../worker/store/sql.ts";
import { insertTasksBeside, letGo } from "../../worker/store/tasks.ts";
import { bindings, fresh, query } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "jobs-test", () => {}), actor: { kind: "system" } };

interface Execution {
  readonly status: string;
  readonly message: string;
  readonly counters: string;
}

const executionOf = async (id: number) => (await query<Execution>("select status, message, counters from executions where id = ?", id))[0];
const start = (kind: string, tasks: readonly unknown[], exclusive = false) =>
  startExecution(ctx, { kind, vendorId: 0, trigger: "MANUAL", parameters: {}, exclusive, tasks }, []);
const effects = async (name: string) =>
  (await query<{ payload: string }>("select payload from outbox where event = ? order by id", name)).map(({ payload }) => Number(payload));

/** As time does when it passes. */
const expireLeases = () => query("update tasks set lease_until = 0, due_at = 0 where ended_at is null");

afterEach(async () => {
  await query("update tasks set ended_at = 1, lease_token = null where ended_at is null");
  await query("update executions set ended_at = 1 where ended_at is null");
});

/** Counts to its parameter, one slice for each step; every step is an effect. */
function counting(name: string, before: () => void = () => {}): JobKinds {
  return {
    [name]: {
      concurrency: 100,
      attemptsMax: 50,
      slice: async (_, { id, parameters, cursor }) => {
        before();
        await scheduler.wait(0);
        const step = Number(cursor ?? 0);
        const effect = sql`insert into outbox (at, event, payload) values (${Date.now()}, ${name}, ${String(id * 10 + step)})`;
        return { cursor: step + 1, done: step + 1 >= Number(parameters), counters: { steps: 1 }, statements: [effect] };
      },
    },
  };
}

function around(kinds: JobKinds, concurrency: number, run: (slice: () => Promise<Slice>) => Promise<Slice>): JobKinds {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, { ...kind, concurrency, slice: (...args) => run(() => kind.slice(...args)) }]),
  );
}

it("slices continue at the cursor; the execution ends with the sums of its tasks", async () => {
  const name = fresh("kind");
  const id = await start(name, [3, 2]);
  while ((await runTasks(ctx, counting(name), 1000)).more);
  expect(await executionOf(id)).toEqual({ status: "Success", message: "", counters: JSON.stringify({ steps: 5 }) });
  expect((await effects(name)).map((effect) => effect % 10).toSorted((a, b) => a - b)).toEqual([0, 0, 1, 1, 2]);
});

it(
  "a thousand tasks: workers that are killed before and after their commit, four at a time, called too often",
  { timeout: 120_000 },
  async () => {
    const name = fresh("kind");
    const ids = [];
    for (let i = 0; i < 10; i += 1)
      ids.push(
        await start(
          name,
          Array.from({ length: 100 }, () => 2),
        ),
      );
    let random = 7;
    const chance = (of: number) => (random = (random * 48_271) % 2_147_483_647) % of === 0;
    const mortal: Context = {
      ...ctx,
      log: () => {},
      commit: async (statements) => {
        if (chance(11)) throw new Error("killed before its commit");
        const answers = await ctx.commit(statements);
        if (chance(11)) throw new Error("killed after its commit");
        return answers;
      },
    };
    for (let calls = 0; ; calls += 1) {
      const [{ open } = { open: 0 }] = await query<{ open: number }>(
        "select count(*) as open from tasks where kind = ? and ended_at is null",
        name,
      );
      if (open === 0) break;
      expect(calls).toBeLessThan(3000);
      await Promise.allSettled(Array.from({ length: 4 }, () => runTasks(mortal, counting(name), 200)));
      await expireLeases();
    }
    const seen = await effects(name);
    expect(seen).toHaveLength(2000);
    expect(new Set(seen).size).toBe(2000);
    for (const id of ids) expect(await executionOf(id)).toMatchObject({ status: "Success", counters: JSON.stringify({ steps: 200 }) });
  },
);

it.each([
  ["has ended it", 1],
  ["is in the middle of it", 500],
])("two who hold the same task: the one whose lease ran out commits nothing, when the other %s", async (_, steps) => {
  const name = fresh("kind");
  await start(name, [steps]);
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  const slow = around(counting(name), 1, async (slice) => {
    await held;
    return slice();
  });
  const first = runTasks(ctx, slow, 50);
  await scheduler.wait(100);
  await expireLeases();
  await runTasks(ctx, counting(name), 50);
  const before = await effects(name);
  expect(before.length).toBeGreaterThan(0);
  release();
  await first;
  expect(await effects(name)).toEqual(before);
});

it("a task whose worker ended with a start before is taken at once", async () => {
  const name = fresh("kind");
  await start(name, [1]);
  await query("update tasks set lease_token = 'before:x', lease_until = 9999999999999, status = 'Running' where kind = ?", name);
  await runTasks(ctx, counting(name), 100);
  expect(await effects(name)).toHaveLength(0);
  const restarted: Context = { ...ctx, settings: { ...ctx.settings, bootId: "after" } };
  await runTasks(restarted, counting(name), 1000);
  expect(await effects(name)).toHaveLength(1);
});

it("tasks of one lane are worked on by as many as it lets, and those held back wait until they are let go", async () => {
  const name = fresh("kind");
  const lane = { name: fresh("lane"), max: 2 };
  let beside = 0;
  let most = 0;
  const slow: JobKinds = {
    [name]: {
      concurrency: 100,
      attemptsMax: 5,
      slice: async (_, { id, parameters }) => {
        if (parameters === "plan") {
          const tasks = [...Array.from({ length: 6 }, () => ({ parameters: "work" })), { parameters: "held", isHeldBack: true }];
          return { cursor: null, done: true, statements: [insertTasksBeside(id, tasks, lane)] };
        }
        if (parameters === "free") return { cursor: null, done: true, statements: [letGo(id)] };
        most = Math.max(most, (beside += 1));
        await scheduler.wait(30);
        beside -= 1;
        return { cursor: null, done: true };
      },
    },
  };
  const id = await start(name, ["plan"]);
  const open = async () =>
    (await query<{ n: number }>("select count(*) as n from tasks where execution_id = ? and ended_at is null", id))[0]?.n;
  await runTasks(ctx, slow, 1000);
  for (let turns = 0; (await open()) !== 1 && turns < 200; turns += 1) await runTasks(ctx, slow, 1000);
  expect([await open(), most]).toEqual([1, 2]);
  await runTasks(ctx, slow, 1000);
  expect(await open()).toBe(1);
  await query(
    "insert into tasks (execution_id, kind, status, parameters, due_at, created_at) values (?, ?, 'Pending', '\"free\"', 0, 0)",
    id,
    name,
  );
  for (let turns = 0; (await open()) !== 0 && turns < 200; turns += 1) await runTasks(ctx, slow, 1000);
  expect(await executionOf(id)).toMatchObject({ status: "Success" });
});

it("what a slice writes down in its middle stays when its worker is killed, and is not done again", async () => {
  const name = fresh("kind");
  const id = await start(name, [null]);
  const seen: unknown[] = [];
  const kinds: JobKinds = {
    [name]: {
      concurrency: 1,
      attemptsMax: 5,
      slice: async (_, { cursor, checkpoint }) => {
        seen.push(cursor);
        if (cursor === null) {
          const effect = sql`insert into outbox (at, event, payload) values (1, ${name}, '1')`;
          await checkpoint({ cursor: "half", counters: { steps: 1 }, statements: [effect] });
          throw new Error("killed");
        }
        return { cursor: null, done: true, counters: { steps: 1 } };
      },
    },
  };
  await runTasks({ ...ctx, log: () => {} }, kinds, 1000);
  await expireLeases();
  await runTasks(ctx, kinds, 1000);
  expect(seen).toEqual([null, "half"]);
  expect(await effects(name)).toEqual([1]);
  expect(await executionOf(id)).toMatchObject({ status: "Success", counters: JSON.stringify({ steps: 2 }) });
});

it("a slice that fails by its own word ends its task with that word", async () => {
  const name = fresh("kind");
  const id = await start(name, [null]);
  const kinds: JobKinds = {
    [name]: { concurrency: 1, attemptsMax: 5, slice: async () => ({ cursor: null, done: true, error: "2 failed" }) },
  };
  await runTasks(ctx, kinds, 1000);
  expect(await executionOf(id)).toMatchObject({ status: "Error", message: "2 failed" });
});

describe("failures", () => {
  it("are tried again from the cursor, and end with the reason and a log after too many", async () => {
    const name = fresh("kind");
    const id = await start(name, [1]);
    const failing: JobKinds = { [name]: { concurrency: 1, attemptsMax: 3, slice: () => Promise.reject(new Error("no way")) } };
    for (let i = 0; i < 3; i += 1) {
      await runTasks({ ...ctx, log: () => {} }, failing, 1000);
      expect((await executionOf(id))?.status).toBe(i < 2 ? "Running" : "Error");
      await expireLeases();
    }
    const lines = await query<{ text: string }>(
      "select l.text from task_logs l join tasks t on t.id = l.task_id where t.execution_id = ? order by l.id",
      id,
    );
    expect(lines.map(({ text }) => text.slice(0, 16))).toEqual(["attempt 1 failed", "attempt 2 failed", "failed for good:"]);
    // What went wrong inside is for the log of the site alone.
    expect(JSON.stringify(await executionOf(id))).not.toContain("no way");
  });

  it("a worker that dies each time does not keep a task for ever", async () => {
    const name = fresh("kind");
    const id = await start(name, [1]);
    await query("update tasks set attempt = 50 where execution_id = ?", id);
    await runTasks({ ...ctx, log: () => {} }, counting(name), 1000);
    expect(await executionOf(id)).toMatchObject({ status: "Error", message: expect.stringContaining("ended without a word") });
  });
});

describe("stopping", () => {
  it("ends what waits at once, and what runs with its slice", async () => {
    const name = fresh("kind");
    const id = await start(name, [9, 9, 9]);
    const kinds = counting(name, () => {
      void ctx.commit(stopExecution(id)).catch(() => {});
    });
    await runTasks(ctx, kinds, 2000);
    expect((await executionOf(id))?.status).toBe("Stopped");
    expect((await effects(name)).length).toBeLessThanOrEqual(2);
    await expect(ctx.commit(stopExecution(id))).rejects.toMatchObject({ code: "PRECONDITION" });
  });

  it("ends what fails meanwhile, rather than trying it again", async () => {
    const name = fresh("kind");
    const id = await start(name, [1]);
    const slice = async () => {
      await ctx.commit(stopExecution(id));
      throw new Error("on purpose");
    };
    await runTasks({ ...ctx, log: () => {} }, { [name]: { concurrency: 1, attemptsMax: 5, slice } }, 2000);
    expect((await executionOf(id))?.status).toBe("Stopped");
    expect(await query("select status from tasks where execution_id = ?", id)).toEqual([{ status: "Stopped" }]);
  });
});

it("no more of a kind at a time than it allows", async () => {
  const name = fresh("kind");
  await start(name, [1, 1, 1, 1, 1, 1]);
  let now = 0;
  let most = 0;
  const kinds = around(counting(name), 2, async (slice) => {
    most = Math.max(most, (now += 1));
    await scheduler.wait(20);
    now -= 1;
    return slice();
  });
  for (let i = 0; i < 5; i += 1) await Promise.all(Array.from({ length: 5 }, () => runTasks(ctx, kinds, 500)));
  expect(most).toBe(2);
  expect(await effects(name)).toHaveLength(6);
});

it("409: a second exclusive one of its kind", async () => {
  const name = fresh("kind");
  const id = await start(name, [1], true);
  await expect(start(name, [1], true)).rejects.toMatchObject({ code: "CONFLICT" });
  await runTasks(ctx, counting(name), 1000);
  expect((await executionOf(id))?.status).toBe("Success");
  expect(await start(name, [1], true)).toBeGreaterThan(id);
});

describe("history", () => {
  async function addRuns(kind: string, vendors: number, each: number, endedAt: number): Promise<void> {
    await query(
      `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at, ended_at)
        with recursive n (i) as (select 0 union all select i + 1 from n where i < ${vendors * each - 1})
        select '${kind}', 1 + i % ${vendors}, 'MANUAL', '{}', 'a', 'Success', 0, ${endedAt}, ${endedAt} from n`,
    );
    await query(
      `insert into tasks (execution_id, kind, status, parameters, due_at, created_at, ended_at)
        select id, kind, 'Success', '{}', 1, 1, 1 from executions where kind = '${kind}'`,
    );
    await query(`insert into task_logs (task_id, at, text) select id, 1, 'x' from tasks where kind = '${kind}'`);
  }
  const left = async (kind: string, vendor: number) =>
    (await query("select 1 from executions where kind = ? and vendor_id = ?", kind, vendor)).length;
  const rowsRead = async (statements: readonly Sql[]) => {
    const answers = await Promise.all(
      statements.map(({ text, params }) =>
        bindings.DB.prepare(text)
          .bind(...params)
          .run(),
      ),
    );
    return answers.reduce((sum, { meta }) => sum + meta.rows_read, 0);
  };
  const begin = (kind: string, vendorId: number) =>
    startExecution(ctx, { kind, vendorId, trigger: "MANUAL", parameters: {}, exclusive: false, tasks: [{}] }, []);

  it("keeps the newest two hundred of a kind and vendor, with their tasks and logs", async () => {
    const kind = fresh("kind");
    await addRuns(kind, 2, 203, Date.now());
    await begin(kind, 1);
    expect([await left(kind, 1), await left(kind, 2)]).toEqual([200, 203]);
    expect(await query("select 1 from tasks where kind = ?", kind)).toHaveLength(200 + 203);
    expect(await query("select 1 from task_logs where task_id not in (select id from tasks)")).toEqual([]);
    await query("update tasks set ended_at = 1 where kind = ? and ended_at is null", kind);
  });

  it("keeps nothing for longer than ninety days", async () => {
    const kind = fresh("kind");
    const dayMs = 86_400_000;
    await addRuns(kind, 1, 3, Date.now() - 91 * dayMs);
    await addRuns(kind, 2, 3, Date.now() - 89 * dayMs);
    // Each takes a bounded number, and other tests have left some.
    for (let times = 0; times < 20 && (await left(kind, 1)) > 3; times += 1) await tidy(ctx);
    expect([await left(kind, 1), await left(kind, 2)]).toEqual([3, 3]);
  });

  it("costs the same among a hundred runs and among ten thousand", async () => {
    const kind = fresh("kind");
    const cost = async () =>
      (await rowsRead(forgetExecutions({ ageMs: 86_400_000, runsEach: 50 }))) +
      (await rowsRead(forgetAllBut(200, { kind, vendorId: 1, runsEach: 5 })));
    await addRuns(kind, 100, 1, Date.now());
    const before = await cost();
    await addRuns(kind, 100, 100, Date.now());
    expect(await cost()).toBeLessThan(before + 1000);
  });
});

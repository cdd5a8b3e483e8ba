/** What is stored against what is known (design invariant 8), and how damage heals. */
import { beforeAll, expect, it } from "vitest";
import {
  admin,
  auditRows,
  bindings,
  call,
  callJson,
  content,
  createProject,
  createUser,
  digestOf,
  fresh,
  pushBlob,
  query,
  until,
} from "./support/site.ts";

interface Found {
  readonly unknown: string[];
  readonly missing: string[];
  readonly damaged: string[];
}

let repository = "";

beforeAll(async () => {
  repository = `${(await createProject()).name}/app`;
});

async function scrub(): Promise<Found> {
  const all: Found = { unknown: [], missing: [], damaged: [] };
  for (let cursor = ""; ;) {
    const answer = await callJson(admin, "POST", `/api/v2.0/system/scrub${cursor}`);
    expect(answer.status).toBe(200);
    const page = await answer.json<Found & { next: string | null }>();
    for (const kind of ["unknown", "missing", "damaged"] as const) all[kind].push(...page[kind]);
    if (page.next === null) return all;
    cursor = `?cursor=${encodeURIComponent(page.next)}`;
  }
}

async function keyOf(digest: string): Promise<string> {
  const [row] = await query<{ storage_key: string }>("select storage_key from blobs where digest = ?", digest);
  return row?.storage_key ?? "";
}

it("says nothing of what is in order, not of an open upload either", async () => {
  await pushBlob(admin, repository, content(100, fresh("fine")));
  const opened = await call(admin, "POST", `/v2/${repository}/blobs/uploads/`);
  await call(admin, "PATCH", opened.headers.get("Location") ?? "", { body: content(100, fresh("open")) });
  expect(await scrub()).toEqual({ unknown: [], missing: [], damaged: [] });
});

it("finds what is unknown, missing and damaged; a pusher is asked for the damaged bytes again, and a push heals", async () => {
  const bytes = [content(1000, fresh("lost")), content(1000, fresh("changed"))] as const;
  const [lost, changed] = [await pushBlob(admin, repository, bytes[0]), await pushBlob(admin, repository, bytes[1])];
  const strange = `${"0".repeat(64)}/stranger`;
  await bindings.BLOBS.put(strange, "nobody's");
  await bindings.BLOBS.delete(await keyOf(lost));
  await bindings.BLOBS.put(await keyOf(changed), content(1000, "other bytes"));
  expect(await scrub()).toEqual({ unknown: [strange], missing: [lost], damaged: [changed] });
  expect(await auditRows("resource = 'scrub'")).not.toEqual([]);
  for (const digest of [lost, changed]) expect((await call(admin, "HEAD", `/v2/${repository}/blobs/${digest}`)).status).toBe(404);

  for (const one of bytes) expect(await pushBlob(admin, repository, one)).toBe(digestOf(one));
  for (const one of bytes) {
    const answer = await call(admin, "GET", `/v2/${repository}/blobs/${digestOf(one)}`);
    expect(digestOf(new Uint8Array(await answer.arrayBuffer()))).toBe(digestOf(one));
  }
  await bindings.BLOBS.delete(strange);
  await until("what was replaced is in nobody's way", async () => {
    const { unknown, missing, damaged } = await scrub();
    return unknown.length + missing.length + damaged.length === 0;
  });
});

it("a blob whose object is gone is never answered with 200, and is marked at once", async () => {
  const digest = await pushBlob(admin, repository, content(500, fresh("gone")));
  await bindings.BLOBS.delete(await keyOf(digest));
  expect((await call(admin, "GET", `/v2/${repository}/blobs/${digest}`)).status).toBe(404);
  await until("it is marked", async () => (await query("select 1 from blobs where digest = ? and damaged = 1", digest)).length === 1);
  await pushBlob(admin, repository, content(500, "x"));
});

it("is for administrators; a cursor that none gave is refused", async () => {
  expect((await callJson(await createUser(), "POST", "/api/v2.0/system/scrub")).status).toBe(403);
  expect((await callJson(admin, "POST", "/api/v2.0/system/scrub?cursor=x")).status).toBe(400);
});

async function run(parameters: unknown = {}): Promise<{ counters: Record<string, number>; log: string }> {
  const answer = await callJson(admin, "POST", "/api/v2.0/system/scrub/schedule", { schedule: { type: "Manual" }, parameters });
  expect(answer.status, await answer.clone().text()).toBe(201);
  const path = answer.headers.get("Location") ?? "";
  const shown = async () => (await call(admin, "GET", path)).json<{ job_status: string; job_parameters: string }>();
  await until("the run ends", async () => (await shown()).job_status !== "Running");
  expect((await shown()).job_status).toBe("Success");
  return {
    counters: JSON.parse((await shown()).job_parameters) as Record<string, number>,
    log: await (await call(admin, "GET", `${path}/log`)).text(),
  };
}

it("as a job finds the same, tells it in its log, and says so to whoever listens", async () => {
  const [lost, changed, cut] = await Promise.all(
    ["lost", "changed", "cut"].map((seed) => pushBlob(admin, repository, content(1000, fresh(seed)))),
  );
  await bindings.BLOBS.delete(await keyOf(lost ?? ""));
  await bindings.BLOBS.put(await keyOf(changed ?? ""), content(1000, "other bytes"));
  await bindings.BLOBS.put(await keyOf(cut ?? ""), content(10, "short"));
  // Without reading, what is missing and what is cut off are seen.
  const quick = await run({ verify_percent: 0 });
  expect(quick.counters.damaged).toBe(1);
  expect(quick.log).not.toContain(changed);
  expect(quick.log).toContain(`missing ${lost}`);
  expect(quick.log).toContain(`damaged ${cut}`);
  const whole = await run();
  expect(whole.log).toContain(`damaged ${changed}`);
  expect(whole.counters.checked).toBeGreaterThan(3);
  const events = await query<{ payload: string }>("select payload from outbox where event = 'SCRUB_DAMAGED' order by id desc limit 5");
  expect(events.map(({ payload }) => payload).join()).toContain(changed);
  for (const digest of [lost, changed, cut]) expect((await call(admin, "HEAD", `/v2/${repository}/blobs/${digest}`)).status).toBe(404);
});

it("puts what nobody knows for a day into the trash, and forgets what is gone", async () => {
  const keys = ["a", "b"].map((name) => `${"0".repeat(64)}/${fresh(name)}`);
  for (const key of keys) await bindings.BLOBS.put(key, "nobody's");
  expect((await run({ verify_percent: 0 })).counters.unknown).toBe(2);
  const trashed = async () =>
    (await query<{ key: string }>("select storage_key as key from trash where digest = 'unknown' order by key")).map(({ key }) => key);
  expect(await trashed()).toEqual([]);
  await query("update unknown_objects set first_seen_at = first_seen_at - 86400000 where storage_key = ?", keys[0]);
  await bindings.BLOBS.delete(keys[1] ?? "");
  await run({ verify_percent: 0 });
  expect(await trashed()).toEqual([keys[0]]);
  expect(await query("select 1 from unknown_objects")).toEqual([]);
  expect((await run({ verify_percent: 0 })).counters.unknown).toBe(0);
});

it.each([-1, 101, 0.5, "half"])("refuses to verify %s percent", async (percent) => {
  const body = { schedule: { type: "Manual" }, parameters: { verify_percent: percent } };
  expect((await callJson(admin, "POST", "/api/v2.0/system/scrub/schedule", body)).status).toBe(400);
});

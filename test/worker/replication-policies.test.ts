/** Replication's policies by the API. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { api, auditOf, get, type Shown } from "./support/harbor.ts";
import {
  createPolicy,
  createRegistry,
  path,
  pauseReplication,
  put,
  remove,
  resumeReplication,
  runOf,
  runs,
  shownOf,
  started,
  stop,
  told,
} from "./support/replication.ts";
import { admin, callJson, fresh, query, until } from "./support/site.ts";

beforeAll(pauseReplication);
afterAll(resumeReplication);

const schedulesOf = async (id: number) =>
  query<{ cron: string; parameters: string; next_at: number }>("select * from schedules where kind = 'REPLICATION' and vendor_id = ?", id);

it("is made, shown with both registries, listed, changed and deleted, each with an audit row", async () => {
  const filters = [
    { type: "name", value: "library/**" },
    { type: "tag", value: "v*", decoration: "matches" },
    { type: "label", value: ["prod", "signed"] },
    { type: "resource", value: "image" },
  ];
  const { id, name, registry } = await createPolicy({
    filters,
    dest_namespace: "mirror",
    deletion: true,
    speed: -1,
    trigger: { type: "scheduled", trigger_settings: { cron: "0 0 3 * * *" } },
    single_active_replication: true,
  });
  const shown = await shownOf(id);
  expect(shown).toEqual({
    id,
    name,
    description: "",
    src_registry: expect.objectContaining({ id: 0, name: "Local", type: "harbor", status: "healthy" }) as object,
    dest_registry: expect.objectContaining({ id: registry, type: "docker-registry", status: "healthy" }) as object,
    dest_namespace: "mirror",
    dest_namespace_replace_count: -1,
    trigger: { type: "scheduled", trigger_settings: { cron: "0 0 3 * * *" } },
    filters,
    replicate_deletion: true,
    deletion: true,
    allow_mass_deletion: false,
    override: true,
    enabled: true,
    speed: 0,
    copy_by_chunk: false,
    single_active_replication: true,
    pending_changes: 0,
    creation_time: expect.any(String) as string,
    update_time: expect.any(String) as string,
  });
  const listed = await get<Shown[]>(admin, `${path}?name=${name}`);
  expect([listed.total, listed.body]).toEqual([1, [shown]]);
  expect((await get<Shown[]>(admin, `${path}?q=dest_registry_id%3D${registry}`)).body).toEqual([shown]);
  expect((await get<Shown[]>(admin, `${path}?q=src_registry_id%3D${registry}`)).body).toEqual([]);
  // What was shown can be sent back, as portals do.
  expect(await put(id, { ...shown, deletion: false, replicate_deletion: false, override: false })).toEqual({ status: 200, message: "" });
  expect(await shownOf(id)).toMatchObject({ filters, deletion: false, replicate_deletion: false, override: false, speed: 0 });
  expect((await put(id, { name: `${name}-2`, allow_mass_deletion: true, copy_by_chunk: true })).status).toBe(200);
  expect(await shownOf(id)).toMatchObject({
    filters,
    name: `${name}-2`,
    allow_mass_deletion: true,
    copy_by_chunk: true,
    override: false,
  });
  expect(await remove(id)).toEqual({ status: 200, message: "" });
  expect((await get(admin, `${path}/${id}`)).status).toBe(404);
  expect((await remove(id)).status).toBe(404);
  expect((await put(id, { name: "x" })).status).toBe(404);
  expect(await auditOf(name)).toEqual(["create replication_policy", "update replication_policy"]);
  expect(await auditOf(`${name}-2`)).toEqual(["update replication_policy", "delete replication_policy"]);
});

it("turns from push to pull", async () => {
  const { id, registry } = await createPolicy();
  expect((await put(id, { src_registry: { id: registry }, dest_registry: null })).status).toBe(200);
  expect(await shownOf(id)).toMatchObject({ src_registry: { id: registry }, dest_registry: { id: 0 } });
});

it("only one that is enabled and scheduled is due by the clock", async () => {
  const { id } = await createPolicy({ trigger: { type: "scheduled", trigger_settings: { cron: "0 15 * * * *" } } });
  const [made] = await schedulesOf(id);
  expect(made).toMatchObject({ cron: "0 15 * * * *", parameters: JSON.stringify({ policyId: id, dryRun: false }) });
  expect(made?.next_at).toBeGreaterThan(Date.now());
  await put(id, { enabled: false });
  expect(await schedulesOf(id)).toEqual([]);
  expect(await shownOf(id)).toMatchObject({ enabled: false, trigger: { trigger_settings: { cron: "0 15 * * * *" } } });
  await put(id, { enabled: true });
  expect(await schedulesOf(id)).toHaveLength(1);
  await put(id, { trigger: { type: "manual" } });
  expect(await schedulesOf(id)).toEqual([]);
  await put(id, { trigger: { type: "scheduled", trigger_settings: { cron: "0 30 * * * *" } } });
  expect(await schedulesOf(id)).toEqual([expect.objectContaining({ cron: "0 30 * * * *" })]);
  await remove(id);
  expect(await schedulesOf(id)).toEqual([]);
});

it("begins by the clock", async () => {
  const { id } = await createPolicy({ trigger: { type: "scheduled", trigger_settings: { cron: "0 15 * * * *" } } });
  await query("update schedules set next_at = 1 where kind = 'REPLICATION' and vendor_id = ?", id);
  await callJson(admin, "PUT", `${api}/jobservice/queues/RETENTION`, { action: "resume" });
  await until("it has begun", async () => (await get<Shown[]>(admin, `${runs}?policy_id=${id}`)).total === 1);
  const { body } = await get<Shown[]>(admin, `${runs}?policy_id=${id}&trigger=scheduled`);
  expect(body).toEqual([expect.objectContaining({ policy_id: id, trigger: "scheduled", dry_run: false })]);
});

it("tells how many changes are to be brought over yet", async () => {
  const { id } = await createPolicy({ trigger: { type: "event_based" }, filters: [{ type: "name", value: "nowhere/**" }] });
  const note = async (reference: string) =>
    query("insert into replication_changes values (?, 'nowhere/app', ?, 1, ?)", id, reference, Date.now());
  await note("1");
  await note("2");
  const happen = async () => query("insert into outbox (at, event, payload) values (?, 'TEST', '{}')", Date.now());
  await happen();
  await query(
    `insert into outbox_cursors select 'replication', max(id) from outbox where true
      on conflict (reader) do update set last_id = excluded.last_id`,
  );
  expect(await shownOf(id)).toMatchObject({ pending_changes: 2 });
  await happen();
  expect(await shownOf(id)).toMatchObject({ pending_changes: 3 });
  // One that follows no events waits for none.
  const manual = await createPolicy();
  expect(await shownOf(manual.id)).toMatchObject({ pending_changes: 0 });
  await put(id, { trigger: { type: "manual" } });
  expect(await shownOf(id)).toMatchObject({ pending_changes: 0 });
  await note("3");
  expect(await remove(id)).toEqual({ status: 200, message: "" });
  expect(await query("select 1 from replication_changes where policy_id = ?", id)).toEqual([]);
});

it("412: not deleted while an execution runs", async () => {
  const { id, name } = await createPolicy();
  const run = await started(id);
  expect(await remove(id)).toEqual({ status: 412, message: `an execution of ${name} runs; wait for its end, or stop it` });
  expect((await stop(run)).status).toBe(200);
  expect((await remove(id)).status).toBe(200);
  expect(await runOf(run)).toMatchObject({ policy_id: id, status: "Stopped" });
});

it("409: a name twice", async () => {
  const [one, other] = [await createPolicy(), await createPolicy()];
  const twice = { status: 409, message: `there is a replication policy ${one.name} already` };
  expect(await told(await callJson(admin, "POST", `${api}${path}`, { name: one.name, dest_registry: { id: one.registry } }))).toEqual(
    twice,
  );
  expect(await put(other.id, { name: one.name })).toEqual(twice);
  expect(await shownOf(other.id)).toMatchObject({ name: other.name });
});

it("409: of changes at the same time none is undone by another", async () => {
  const { id } = await createPolicy();
  const changes = [{ speed: 7 }, { description: "another" }, { override: false }, { allow_mass_deletion: true }, { enabled: false }];
  const answers = await Promise.all(changes.map(async (change) => put(id, change)));
  const made = changes.filter((_, index) => answers[index]?.status === 200);
  expect(made.length).toBeGreaterThan(0);
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect(await shownOf(id)).toMatchObject(Object.assign({}, ...made) as object);
});

it.each<[string, (registry: number) => object, number, RegExp]>([
  ["no name", (id) => ({ name: "", dest_registry: { id } }), 400, /^name/],
  ["no registry", () => ({}), 400, /both are this site/],
  ["both sides local", () => ({ src_registry: { id: 0 }, dest_registry: null }), 400, /both are this site/],
  ["both sides elsewhere", (id) => ({ src_registry: { id }, dest_registry: { id } }), 400, /must be this site/],
  ["a registry that is not there", () => ({ dest_registry: { id: 999_999 } }), 404, /^registry 999999 not found/],
  [
    "a decorated name",
    (id) => ({ dest_registry: { id }, filters: [{ type: "name", value: "a", decoration: "excludes" }] }),
    400,
    /^filters.0/,
  ],
  ["a pattern that does not parse", (id) => ({ dest_registry: { id }, filters: [{ type: "tag", value: "{a" }] }), 400, /parse/],
  [
    "every minute",
    (id) => ({ dest_registry: { id }, trigger: { type: "scheduled", trigger_settings: { cron: "0 * * * * *" } } }),
    400,
    /minutes/,
  ],
  ["a schedule without cron", (id) => ({ dest_registry: { id }, trigger: { type: "scheduled" } }), 400, /^cron/],
  ["events of another registry", (id) => ({ src_registry: { id }, trigger: { type: "event_based" } }), 400, /event_based/],
  [
    "a single one on events",
    (id) => ({ dest_registry: { id }, trigger: { type: "event_based" }, single_active_replication: true }),
    400,
    /^single_active/,
  ],
  [
    "labels of a registry that knows none",
    (id) => ({ src_registry: { id }, filters: [{ type: "label", value: ["a"] }] }),
    400,
    /no labels/,
  ],
  ["a namespace that is none", (id) => ({ dest_registry: { id }, dest_namespace: "A B" }), 400, /^dest_namespace/],
  ["a speed below -1", (id) => ({ dest_registry: { id }, speed: -2 }), 400, /^speed/],
  ["half a kilobyte", (id) => ({ dest_registry: { id }, speed: 0.5 }), 422, /^speed/],
  ["a flag that is none", (id) => ({ dest_registry: { id }, override: "yes" }), 422, /^override/],
])("%s is refused, and leaves nothing", async (_, bodyWith, status, message) => {
  const name = fresh("policy");
  const body = { name, ...bodyWith(await createRegistry()) };
  const answer = await told(await callJson(admin, "POST", `${api}${path}`, body));
  expect(answer).toEqual({ status, message: expect.stringMatching(message) as string });
  expect(await query("select 1 from replication_policies where name = ?", name)).toEqual([]);
  expect(await auditOf(name)).toEqual([]);
});

/** Two sites that replicate to each other on events, with clocks that are wrong, end with the same tags. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { imageOf, putManifest, random, scrub } from "../server/support/client.ts";
import { call, connect, makePolicy, makeProject, pushTagged, type Site, startSite, tagsOf } from "./support/replication.ts";

let east: Site;
let west: Site;
const policies = new Map<Site, number>();

beforeAll(async () => {
  [east, west] = await Promise.all([startSite("east", { skewSeconds: 180 }), startSite("west", { skewSeconds: -45 })]);
  await Promise.all([east, west].map((site) => makeProject(site, "both")));
  for (const [here, there] of [
    [east, west],
    [west, east],
  ] as const) {
    const registry = await connect(here, there);
    const follows = { trigger: { type: "event_based" }, replicate_deletion: true, allow_mass_deletion: true };
    policies.set(
      here,
      await makePolicy(here, { name: `to-${there.name}`, direction: "push", registry, repositories: "both/**", ...follows }),
    );
  }
});

afterAll(async () => {
  await Promise.all([east, west].map((site) => site?.end()));
});

async function pending(site: Site): Promise<number> {
  const { body } = await call<{ pending_changes: number }>(site, "GET", `/replication/policies/${policies.get(site)}`);
  return body.pending_changes;
}

/** Nothing is on its way any more, seen twice. */
async function settled(timeout: number): Promise<void> {
  let quiet = 0;
  const look = async () => {
    const left = (await pending(east)) + (await pending(west));
    quiet = left === 0 ? quiet + 1 : 0;
    return quiet;
  };
  await expect.poll(look, { timeout, interval: 500 }).toBeGreaterThan(2);
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function clockOf(site: Site): Promise<number> {
  const { body } = await call<{ current_time: string }>(site, "GET", "/systeminfo");
  return Date.parse(body.current_time);
}

it("200 pushes, moves and deletions of shared tags from both sides converge to the same tags", { timeout: 400_000 }, async () => {
  expect((await clockOf(east)) - (await clockOf(west))).toBeGreaterThan(200_000);
  const random01 = seeded(20_261_125);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random01() * all.length)] as T;
  const repositories = ["both/a", "both/b"];
  const tags = ["v1", "v2", "v3", "stable", "latest"];
  const manifests = new Map<string, string>();
  for (const site of [east, west]) {
    for (const repository of repositories) {
      for (let i = 0; i < 3; i += 1)
        manifests.set(`${site.name} ${repository} ${i}`, await imageOf(site.admin, repository, random(200 + i)));
    }
  }
  const count = { push: 0, delete: 0, absent: 0 };
  const act = async () => {
    const site = pick([east, west]);
    const repository = pick(repositories);
    const tag = pick(tags);
    if (random01() < 0.25) {
      const answer = await site.admin.call("DELETE", `/v2/${repository}/manifests/${tag}`);
      if (![202, 404].includes(answer.status)) throw new Error(`delete: ${answer.status} ${answer.body.toString()}`);
      count[answer.status === 202 ? "delete" : "absent"] += 1;
      return;
    }
    const manifest = manifests.get(`${site.name} ${repository} ${Math.floor(random01() * 3)}`) ?? "";
    const answer = await putManifest(site.admin, repository, tag, manifest);
    if (answer.status !== 201) throw new Error(`push: ${answer.status} ${answer.body.toString()}`);
    count.push += 1;
  };
  for (let i = 0; i < 50; i += 1) await Promise.all([act(), act(), act(), act()]);
  await settled(240_000);
  console.log(JSON.stringify(count));
  expect(count.push).toBeGreaterThan(100);
  expect(count.delete).toBeGreaterThan(10);
  for (const repository of repositories) {
    const [theirs, ours] = await Promise.all([tagsOf(east.admin, repository), tagsOf(west.admin, repository)]);
    expect(theirs).toEqual(ours);
    expect(Object.values(theirs).filter((digest) => !digest.startsWith("sha256:"))).toEqual([]);
  }
});

it("a conflict is in the audit log of both sites, and one of the two stays at both", { timeout: 120_000 }, async () => {
  await Promise.all([east, west].map((site) => call(site, "PUT", "/jobservice/queues/REPLICATION", { action: "pause" })));
  const digests = await Promise.all([east, west].map((site) => pushTagged(site, "both/conflict", "v1", random(300))));
  await Promise.all([east, west].map((site) => call(site, "PUT", "/jobservice/queues/REPLICATION", { action: "resume" })));
  await settled(60_000);
  const [theirs, ours] = await Promise.all([tagsOf(east.admin, "both/conflict"), tagsOf(west.admin, "both/conflict")]);
  expect(theirs).toEqual(ours);
  expect(digests).toContain(theirs.v1);
  for (const site of [east, west]) {
    const { body } = await call<{ operation_description: string }[]>(
      site,
      "GET",
      "/auditlog-exts?q=operation=conflict,resource=both/conflict:v1",
    );
    expect(body.length, site.name).toBeGreaterThan(0);
    expect(body[0]?.operation_description).toMatch(/stays/);
  }
});

it("a site that was cut off catches up when it returns", { timeout: 240_000 }, async () => {
  await west.server.kill("SIGKILL");
  const digest = await pushTagged(east, "both/later", "v1", random(400));
  await east.admin.call("DELETE", "/v2/both/a/manifests/v1");
  const failed = async () =>
    (await call<{ status: string }[]>(east, "GET", `/replication/executions?policy_id=${policies.get(east)}&page_size=1`)).body[0]?.status;
  await expect.poll(failed, { timeout: 120_000, interval: 500 }).toBe("Failed");
  await west.restart();
  await expect.poll(() => tagsOf(west.admin, "both/later"), { timeout: 120_000, interval: 500 }).toEqual({ v1: digest });
  await settled(60_000);
  expect(await tagsOf(west.admin, "both/a")).toEqual(await tagsOf(east.admin, "both/a"));
  for (const site of [east, west]) expect(await scrub(site.admin), site.name).toMatchObject({ unknown: [], missing: [], damaged: [] });
});

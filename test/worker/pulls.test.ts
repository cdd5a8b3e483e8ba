/** Pulls are counted off the request's path, once each (design section 5, invariants 10 and 12). */
import { expect, it } from "vitest";
import { admin, auditRows, bindings, call, createProject, fresh, pushImage, query, until } from "./support/site.ts";

interface Pulled {
  readonly count: number;
  readonly at: number | null;
}

async function pullsOf(digest: string): Promise<Pulled> {
  const [row] = await query<Pulled>("select pull_count as count, pulled_at as at from artifacts where digest = ?", digest);
  return row ?? { count: -1, at: null };
}

it("GET of a manifest counts, HEAD does not; one audit row for an actor, an artifact and an hour", async () => {
  const { name, id } = await createProject();
  const { digest } = await pushImage(admin, `${name}/app`, "1", fresh("pulled"));
  await call(admin, "HEAD", `/v2/${name}/app/manifests/1`);
  for (let i = 0; i < 3; i += 1) await call(admin, "GET", `/v2/${name}/app/manifests/1`);
  await until("three pulls are counted", async () => (await pullsOf(digest)).count === 3);
  expect((await pullsOf(digest)).at).toBeGreaterThan(Date.now() - 60_000);
  expect(await auditRows("project_id = ? and operation = 'pull'", id)).toHaveLength(1);
});

it("a message that comes twice, and late, counts once", async () => {
  const { name, id: projectId } = await createProject();
  const { digest } = await pushImage(admin, `${name}/app`, "1", fresh("pulled"));
  const [artifact] = await query<{ id: number }>("select id from artifacts where digest = ?", digest);
  const repository = `${name}/app`;
  const event = {
    id: crypto.randomUUID(),
    actor: "robot",
    projectId,
    artifactId: artifact?.id,
    repository,
    digest,
    tag: "1",
    atMs: Date.now(),
    count: 5,
  };
  const last = { ...event, id: crypto.randomUUID(), count: 1 };
  for (const message of [event, event, last, event]) await bindings.EVENTS.send(message);
  await until(
    "the last is counted",
    async () => (await query("select 1 from pull_events where id = ? and counted = 1", last.id)).length === 1,
  );
  await bindings.EVENTS.send(event);
  const other = { ...event, id: crypto.randomUUID(), count: 1 };
  await bindings.EVENTS.send(other);
  await until(
    "what came after it is",
    async () => (await query("select 1 from pull_events where id = ? and counted = 1", other.id)).length === 1,
  );
  expect((await pullsOf(digest)).count).toBe(7);
});

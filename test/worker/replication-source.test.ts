/** What replication reads of this site's repositories, and when a policy that follows events begins again. */
import { expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import { tidy } from "../../worker/domain/site/tidy.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { isPulledTogether, listPulled, notePulled } from "../../worker/store/pulled-repositories.ts";
import { listPoliciesToFollow } from "../../worker/store/replication-changes.ts";
import { findRepositoryWithBlob, listKnownRepositories, listKnownTags } from "../../worker/store/replication-source.ts";
import { api, pushImage } from "./support/harbor.ts";
import { admin, bindings, call, content, createProject, fresh, pushBlob, query } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "replication-source-test", () => {}), actor: { kind: "system" } };

async function known(project: string): Promise<string[]> {
  return (await listKnownRepositories(ctx.store, `${project}/`, 10)).filter((name) => name.startsWith(`${project}/`));
}

it("a repository that was deleted as a whole is still looked at, and its tags are known to have been here", async () => {
  const { name, id: projectId } = await createProject();
  await pushImage(admin, `${name}/gone`, { tag: "v1" });
  await pushImage(admin, `${name}/here`, { tag: "v1" });
  await pushBlob(admin, `${name}/only-a-name`, content(100, fresh("blob")));
  expect((await call(admin, "DELETE", `${api}/projects/${name}/repositories/gone`)).status).toBe(200);
  expect(await known(name)).toEqual([`${name}/gone`, `${name}/here`]);
  expect(await listKnownTags(ctx.store, { projectId, path: "gone" }, ["v1", "v2"])).toEqual(["v1"]);
  expect(await listKnownTags(ctx.store, { projectId, path: "never" }, ["v1"])).toEqual([]);
});

it("a blob is mounted from the project itself or from a public one, never from what is somebody else's", async () => {
  const [mine, theirs, open] = await Promise.all([createProject(), createProject(), createProject({ public: true })]);
  const digest = await pushBlob(admin, `${theirs.name}/secret`, content(100, fresh("blob")));
  expect(await findRepositoryWithBlob(ctx.store, mine.name, digest)).toBeNull();
  expect(await findRepositoryWithBlob(ctx.store, theirs.name, digest)).toBe(`${theirs.name}/secret`);
  const shown = await pushBlob(admin, `${open.name}/base`, content(100, fresh("blob")));
  expect(await findRepositoryWithBlob(ctx.store, mine.name, shown)).toBe(`${open.name}/base`);
});

it("what a repository was pulled from is known until the last of its tags is forgotten", async () => {
  const { name } = await createProject();
  const via = fresh("site");
  const [kept, never] = [
    { destination: `${name}/team/app`, source: "a/app" },
    { destination: `${name}/never`, source: "a/never" },
  ];
  await pushImage(admin, kept.destination, { tag: "v1" });
  await ctx.commit([notePulled(via, [kept, never]), notePulled(via, [kept])]);
  expect(await listPulled(ctx.store, via, "", 10)).toEqual([never, kept].map((one) => ({ ...one, sources: 1 })));
  expect(await isPulledTogether(ctx.store, via, kept)).toBe(false);
  await ctx.commit([notePulled(via, [{ ...kept, source: "b/app" }])]);
  expect(await isPulledTogether(ctx.store, via, kept)).toBe(true);
  expect(await listPulled(ctx.store, via, never.destination, 10)).toEqual([{ ...kept, sources: 2 }]);
  expect(await listPulled(ctx.store, fresh("site"), "", 10)).toEqual([]);
  await tidy(ctx);
  expect(await listPulled(ctx.store, via, "", 10)).toEqual([{ ...kept, sources: 2 }]);
});

it("after runs that failed only what is new begins at once", async () => {
  const name = fresh("follow");
  await query(
    "insert into registries (name, type, url, status, checked_at, created_at, updated_at) values (?, 'roadstead', 'http://x.test', 'healthy', 1, 1, 1)",
    name,
  );
  await query(
    `insert into replication_policies (name, registry_id, direction, "trigger", created_at, updated_at)
     select ?, id, 'push', 'event_based', 1, 1 from registries where name = ?`,
    name,
    name,
  );
  const [{ id } = { id: 0 }] = await query<{ id: number }>("select id from replication_policies where name = ?", name);
  const found = async () => (await listPoliciesToFollow(ctx.store)).find((policy) => policy.id === id);
  expect(await found()).toBeUndefined();
  await query("insert into replication_changes (policy_id, repository, reference, outbox_id, at) values (?, 'a/b', 'v1', 1, 100)", id);
  expect(await found()).toMatchObject({ failures: 0, hasNews: 1 });
  await query(
    `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at, ended_at)
     values ('REPLICATION', ?, 'EVENT', '{}', 'x', 'Error', 1, 200, 300)`,
    id,
  );
  expect(await found()).toMatchObject({ failures: 1, endedAt: 300, hasNews: 0 });
  await query("update replication_changes set at = 250 where policy_id = ?", id);
  expect(await found()).toMatchObject({ failures: 1, hasNews: 1 });
  await query("update replication_policies set enabled = 0 where id = ?", id);
});

/** Repositories and projects, small and large, and tags by pattern. */
import { describe, expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import { resumeDeletions } from "../../worker/domain/jobs/resume-deletions.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { listBrokenDeletions } from "../../worker/store/executions.ts";
import { countingStore } from "./support/counting-store.ts";
import { api, auditOf, get, pushImage, type Shown } from "./support/harbor.ts";
import { admin, bindings, call, callJson, createMember, createProject, ociManifest, query, roles, until } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "deletion-test", () => {}), actor: { kind: "system" } };

const status = async (path: string) => (await call(admin, "GET", path)).status;

/** So many artifacts with a tag each, beside those that were pushed. */
async function fill(repository: string, count: number): Promise<void> {
  const [row] = await query<{ id: number }>(
    "select r.id from repositories r join projects p on p.id = r.project_id where p.name || '/' || r.name = ?",
    repository,
  );
  await query(
    `insert into artifacts (repository_id, digest, media_type, body_bytes, size, lease_until, pushed_at)
      with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})
      select ${row?.id}, 'sha256:' || printf('%064d', i), '${ociManifest}', 1, 1, 1, i from n`,
  );
  await query(
    `insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at)
      select repository_id, 't' || id, id, 1, 0, 'x', 1 from artifacts where repository_id = ${row?.id} and body_bytes = 1`,
  );
}

describe("a repository with more than one batch takes", () => {
  it("is gone at once, takes nothing while a job empties it, and then its name is free", async () => {
    const project = await createProject();
    const repository = `${project.name}/large`;
    const { digest, layer } = await pushImage(admin, repository, { tag: "1" });
    await pushImage(admin, `${project.name}/other`, { tag: "1" });
    await fill(repository, 1200);
    await callJson(admin, "PUT", `${api}/jobservice/queues/REPOSITORY_DELETION`, { action: "pause" });
    try {
      expect((await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/large`)).status).toBe(200);
      for (const path of [
        `/v2/${repository}/manifests/1`,
        `/v2/${repository}/manifests/${digest}`,
        `/v2/${repository}/blobs/${layer}`,
        `/v2/${repository}/tags/list`,
        `${api}/projects/${project.name}/repositories/large`,
        `${api}/projects/${project.name}/repositories/large/artifacts`,
      ])
        expect(await status(path), path).toBe(404);
      expect((await get<Shown[]>(admin, `/projects/${project.name}/repositories`)).total).toBe(1);
      const { body, total } = await get<Shown[]>(admin, `/projects/${project.name}/artifacts`);
      expect([body.length, total]).toEqual([1, 1]);
      expect((await get<Shown[]>(admin, `/repositories?q=name=~${project.name}`)).body).toHaveLength(1);
      const again = await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/large`);
      expect(again.status).toBe(404);
      const other = await (await call(admin, "GET", `/v2/${project.name}/other/manifests/1`)).text();
      const push = await call(admin, "PUT", `/v2/${repository}/manifests/1`, { body: other, headers: { "Content-Type": ociManifest } });
      expect(push.status).toBe(503);
    } finally {
      await callJson(admin, "PUT", `${api}/jobservice/queues/REPOSITORY_DELETION`, { action: "resume" });
    }
    await until("the job has ended", async () => {
      const [row] = await query<{ n: number }>("select count(*) as n from artifacts where project_id = ?", project.id);
      const [open] = await query<{ n: number }>(
        "select count(*) as n from repositories where project_id = ? and deleted_at is not null",
        project.id,
      );
      return row?.n === 1 && open?.n === 0;
    });
    const [run] = await query<{ counters: string; status: string }>(
      "select counters, status from executions where kind = 'REPOSITORY_DELETION' order by id desc limit 1",
    );
    expect(run).toEqual({ status: "Success", counters: '{"deleted_artifacts":1201}' });
    expect(
      await query("select deleted_by as by, count(*) as count from deleted_artifacts where project_id = ? group by 1", project.id),
    ).toEqual([{ by: "admin", count: 1201 }]);
    expect(await auditOf(repository)).toEqual(["delete repository"]);
    await pushImage(admin, repository, { tag: "1" });
    expect(await status(`/v2/${repository}/manifests/1`)).toBe(200);
    expect((await get<Shown[]>(admin, `/projects/${project.name}/repositories`)).total).toBe(2);
    const quota = await get<{ used: { storage: number } }[]>(admin, `/quotas?reference=project&reference_id=${project.id}`);
    const [used] = await query<{ bytes: number }>(
      "select sum(b.size) as bytes from blobs b where b.id in (select blob_id from artifact_blobs ab join artifacts a on a.id = ab.artifact_id where a.project_id = ?)",
      project.id,
    );
    expect(quota.body[0]?.used.storage).toBe(used?.bytes);
  });
});

describe("a project", () => {
  it("holding repositories is refused with 412; afterwards its name is free at once and nothing of it is left", async () => {
    const project = await createProject({ public: true });
    const member = await createMember(project, roles.developer);
    await pushImage(admin, `${project.name}/app`, { tag: "1" });
    await pushImage(admin, `${project.name}/gone`, { tag: "1" });
    await callJson(admin, "POST", `${api}/labels`, { name: "l", scope: "p", project_id: project.id });
    const refused = await call(admin, "DELETE", `${api}/projects/${project.name}`);
    expect(refused.status).toBe(412);
    expect(await refused.text()).toContain("contains repositories");
    for (const name of ["app", "gone"]) await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/${name}`);
    expect((await call(admin, "DELETE", `${api}/projects/${project.name}`)).status).toBe(200);
    expect(await status(`${api}/projects/${project.id}`)).toBe(404);
    expect(await status(`${api}/projects/${project.name}`)).toBe(404);
    expect((await get<Shown[]>(member, "/projects")).body.filter(({ name }) => name === project.name)).toEqual([]);
    const next = await createProject({ name: project.name });
    expect(next.id).not.toBe(project.id);
    await until("nothing is left", async () => (await query("select 1 from projects where id = ?", project.id)).length === 0);
    for (const table of ["repositories", "repository_blobs", "project_members", "quotas", "project_blobs", "labels", "project_metadata"]) {
      expect(await query(`select 1 from ${table} where project_id = ?`, project.id), table).toEqual([]);
    }
  });

  it.each(["stop", "fail"])("and a large repository whose jobs %s are done all the same, later", async (end) => {
    const project = await createProject();
    const repository = `${project.name}/large`;
    await pushImage(admin, repository, { tag: "1" });
    await fill(repository, 600);
    const queues = ["REPOSITORY_DELETION", "PROJECT_DELETION"];
    const act = (action: string) =>
      Promise.all(queues.map((kind) => callJson(admin, "PUT", `${api}/jobservice/queues/${kind}`, { action })));
    await act("pause");
    try {
      expect((await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/large`)).status).toBe(200);
      expect((await call(admin, "DELETE", `${api}/projects/${project.name}`)).status).toBe(200);
      const [{ id } = { id: 0 }] = await query<{ id: number }>("select id from repositories where project_id = ?", project.id);
      const theirs = `kind like '%_DELETION' and vendor_id in (${id}, ${project.id})`;
      if (end === "stop") await act("stop");
      else {
        await query(`update tasks set status = 'Error', ended_at = 1 where execution_id in (select id from executions where ${theirs})`);
        await query(`update executions set status = 'Error', ended_at = ? where ${theirs}`, Date.now() - 660_000);
      }
      expect(await query(`select 1 from executions where ${theirs} and ended_at is null`)).toEqual([]);
      await resumeDeletions(ctx);
      expect(await query(`select 1 from executions where ${theirs} and ended_at is null`)).toHaveLength(end === "stop" ? 0 : 2);
      await query(`update executions set ended_at = ended_at - 3600000 where ${theirs} and ended_at is not null`);
      await Promise.all([resumeDeletions(ctx), resumeDeletions(ctx)]);
      expect(await query(`select 1 from executions where ${theirs} and ended_at is null`)).toHaveLength(2);
    } finally {
      await act("resume");
    }
    await until("nothing of it is left", async () => (await query("select 1 from projects where id = ?", project.id)).length === 0);
    expect(await query("select 1 from repositories where project_id = ?", project.id)).toEqual([]);
    await resumeDeletions(ctx);
    expect(await query("select 1 from executions where kind = 'PROJECT_DELETION' and vendor_id = ?", project.id)).toHaveLength(2);
  });

  it("looks for those at the cost of what is being deleted, however much was", async () => {
    const cost = async () => {
      const { store, rowsRead } = countingStore();
      await listBrokenDeletions(store, 0, 20);
      return rowsRead();
    };
    const before = await cost();
    await query(
      `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at, ended_at)
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000)
        select 'REPOSITORY_DELETION', 1000000 + i, 'EVENT', '{}', 'a', 'Success', 1, 1, ${Date.now()} from n`,
    );
    expect(await cost()).toBe(before);
    await query("delete from executions where vendor_id > 1000000 and kind = 'REPOSITORY_DELETION'");
  });

  it("whose large repository is still being emptied goes after it", async () => {
    const project = await createProject();
    await pushImage(admin, `${project.name}/large`, { tag: "1" });
    await fill(`${project.name}/large`, 600);
    expect((await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/large`)).status).toBe(200);
    expect((await call(admin, "DELETE", `${api}/projects/${project.name}`)).status).toBe(200);
    await until("nothing is left", async () => (await query("select 1 from projects where id = ?", project.id)).length === 0);
    expect(await query("select 1 from artifacts where project_id = ?", project.id)).toEqual([]);
  });
});

describe("tags by pattern", () => {
  it("go, but for immutable ones; a dry run only tells", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const path = `${api}/projects/${project.name}/repositories/app/tag-deletion`;
    const { digest } = await pushImage(admin, repository, { tag: "pr-1" });
    for (const tag of ["pr-2", "pr-3", "main"]) await pushImage(admin, repository, { tag });
    await callJson(admin, "POST", `${api}/projects/${project.id}/immutabletagrules`, {
      tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: "*-3" }],
      scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**" }] },
    });
    const wanted = { tags: ["pr-1", "pr-2"], immutable: ["pr-3"], remaining: 0 };
    const tags = async () => (await (await call(admin, "GET", `/v2/${repository}/tags/list`)).json<{ tags: string[] }>()).tags;
    const first = await (await callJson(admin, "POST", path, { pattern: "pr-*", dry_run: true })).json();
    expect(first).toEqual(wanted);
    expect(await tags()).toEqual(["main", "pr-1", "pr-2", "pr-3"]);
    expect(await (await callJson(admin, "POST", path, { pattern: "pr-*" })).json()).toEqual(wanted);
    expect(await tags()).toEqual(["main", "pr-3"]);
    expect(await auditOf(`${repository}:pr-1`)).toEqual(["create artifact", "delete tag"]);
    // What a tag pointed at is only untagged, and waits for collection.
    expect(await status(`/v2/${repository}/manifests/${digest}`)).toBe(200);
    expect(
      await query(
        "select cause from gc_candidates c join artifacts a on a.id = c.object_id where c.kind = 'artifact' and a.digest = ?",
        digest,
      ),
    ).toEqual([{ cause: "push" }]);
  });

  it.each(["", "pr-{1", "[]"])("refused: %j", async (pattern) => {
    const project = await createProject();
    await pushImage(admin, `${project.name}/app`, { tag: "1" });
    const answer = await callJson(admin, "POST", `${api}/projects/${project.name}/repositories/app/tag-deletion`, { pattern });
    expect(answer.status).toBe(400);
  });
});

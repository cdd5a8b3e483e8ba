/** The view by tag: all tags of a repository, each with what it names. */
import { expect, it } from "vitest";
import { api, get, pushImage, type Shown } from "./support/harbor.ts";
import { admin, anonymous, call, callJson, createMember, createProject, createUser, fresh, query, roles } from "./support/site.ts";

interface ShownTag {
  readonly name: string;
  readonly immutable: boolean;
  readonly artifact: Shown;
}

const names = ({ body }: { body: readonly ShownTag[] }) => body.map(({ name }) => name);

it("lists every tag with its artifact, the newest first, sorted and filtered as asked", async () => {
  const project = await createProject();
  const first = await pushImage(admin, `${project.name}/team/app`, { tag: "v1" });
  const second = await pushImage(admin, `${project.name}/team/app`, { tag: "v2" });
  await pushImage(admin, `${project.name}/other`, { tag: "v9" });
  const repository = `/projects/${project.name}/repositories/team%252Fapp`;
  await callJson(admin, "POST", `${api}${repository}/artifacts/v1/tags`, { name: "stable" });
  // The same millisecond would say nothing of the order.
  await query(
    "update tags set pushed_at = id * 1000 where artifact_id in (select id from artifacts where digest in (?, ?))",
    first.digest,
    second.digest,
  );
  const tags = `${repository}/tags`;
  const all = await get<ShownTag[]>(admin, tags);
  expect([names(all), all.total]).toEqual([["stable", "v2", "v1"], 3]);
  expect(all.body[0]).toMatchObject({
    name: "stable",
    immutable: false,
    push_time: expect.stringMatching(/^1970/),
    artifact: { digest: first.digest, type: "IMAGE", tags: null, extra_attrs: { architecture: "arm64", os: "linux" } },
  });
  expect(all.body[1]?.artifact).toMatchObject({ digest: second.digest, repository_name: `${project.name}/team/app` });
  expect(names(await get(admin, `${tags}?sort=name`))).toEqual(["stable", "v1", "v2"]);
  expect(names(await get(admin, `${tags}?sort=-name&page_size=1&page=2`))).toEqual(["v1"]);
  expect(names(await get(admin, `${tags}?sort=push_time`))).toEqual(["v1", "v2", "stable"]);
  const some = await get<ShownTag[]>(admin, `${tags}?q=name%3D~V&sort=name&page_size=1`);
  expect([names(some), some.total]).toEqual([["v1"], 2]);
  expect(names(await get(admin, `${tags}?q=name%3Dv2`))).toEqual(["v2"]);
});

it("a deleted tag is gone from the list and its total; the repository tells the total too", async () => {
  const project = await createProject();
  const { digest } = await pushImage(admin, `${project.name}/app`, { tag: "1" });
  const repository = `/projects/${project.name}/repositories/app`;
  await callJson(admin, "POST", `${api}${repository}/artifacts/1/tags`, { name: "2" });
  expect((await get<Shown>(admin, repository)).body.tag_count).toBe(2);
  expect((await call(admin, "DELETE", `${api}${repository}/artifacts/${digest}/tags/1`)).status).toBe(200);
  const left = await get<ShownTag[]>(admin, `${repository}/tags`);
  expect([names(left), left.total]).toEqual([["2"], 1]);
  expect((await get<Shown>(admin, repository)).body.tag_count).toBe(1);
});

it("marks what a rule makes immutable, where it is asked to", async () => {
  const project = await createProject();
  await pushImage(admin, `${project.name}/app`, { tag: "v1" });
  await pushImage(admin, `${project.name}/app`, { tag: "dev" });
  const selector = (decoration: string, pattern: string) => ({ kind: "doublestar", decoration, pattern });
  const rule = {
    disabled: false,
    action: "immutable",
    template: "immutable_template",
    tag_selectors: [selector("matches", "v*")],
    scope_selectors: { repository: [selector("repoMatches", "**")] },
  };
  expect((await callJson(admin, "POST", `${api}/projects/${project.name}/immutabletagrules`, rule)).status).toBe(201);
  const tags = `/projects/${project.name}/repositories/app/tags?sort=name`;
  const marks = ({ body }: { body: readonly ShownTag[] }) => body.map(({ immutable }) => immutable);
  expect(marks(await get(admin, `${tags}&with_immutable_status=true`))).toEqual([false, true]);
  expect(marks(await get(admin, tags))).toEqual([false, false]);
});

it("401, 403 and 404 as for what is not there, to whoever may not see the project", async () => {
  const project = await createProject();
  await pushImage(admin, `${project.name}/app`, { tag: "1" });
  const tags = `/projects/${project.name}/repositories/app/tags`;
  expect((await get(await createMember(project, roles.guest), tags)).status).toBe(200);
  const stranger = await createUser();
  const absent = await get(stranger, `/projects/${fresh("absent")}/repositories/app/tags`);
  expect(absent.status).toBe(403);
  expect(await get(stranger, tags)).toEqual(absent);
  expect((await get(anonymous, tags)).status).toBe(401);
  expect((await get(admin, `/projects/${project.name}/repositories/absent/tags`)).status).toBe(404);
});

/** What `GET /search` finds beside projects and repositories, which artifact-lists.test.ts looks for: tags. */
import { expect, it } from "vitest";
import { get, pushImage } from "./support/harbor.ts";
import { admin, anonymous, call, createMember, createProject, createUser, fresh, roles } from "./support/site.ts";

interface Found {
  readonly tag: { readonly project_name: string; readonly repository_name: string; readonly tag_name: string; readonly digest: string }[];
}

const found = async (who: Parameters<typeof get>[0], text: string) =>
  (await get<Found>(who, `/search?q=${encodeURIComponent(text)}`)).body.tag.map((tag) => `${tag.repository_name}:${tag.tag_name}`);

it("tags that begin with the text, by name; with a part of a repository's name, only there", async () => {
  const project = await createProject();
  const version = fresh("v");
  await pushImage(admin, `${project.name}/web/app`, { tag: `${version}.2` });
  await pushImage(admin, `${project.name}/web/app`, { tag: `${version}.1` });
  await pushImage(admin, `${project.name}/other`, { tag: `${version}.1` });
  const all = [`${project.name}/web/app:${version}.1`, `${project.name}/other:${version}.1`, `${project.name}/web/app:${version}.2`];
  expect(await found(admin, version)).toEqual(all);
  expect(await found(admin, `${version}.2`)).toEqual([all[2]]);
  expect(await found(admin, `web/app:${version}`)).toEqual([all[0], all[2]]);
  expect(await found(admin, `/app:${version}.2`)).toEqual([all[2]]);
  expect(await found(admin, `${project.name}/other:`)).toEqual([all[1]]);
  expect(await found(admin, version.slice(1))).not.toContain(all[0]);
});

it("a deleted tag is not found, and those of projects that one may not see are not either", async () => {
  const project = await createProject();
  const version = fresh("v");
  await pushImage(admin, `${project.name}/app`, { tag: `${version}.1` });
  await pushImage(admin, `${project.name}/app`, { tag: `${version}.2` });
  const guest = await createMember(project, roles.guest);
  expect(await found(guest, version)).toHaveLength(2);
  expect(await found(await createUser(), version)).toEqual([]);
  expect(await found(anonymous, version)).toEqual([]);
  await call(admin, "DELETE", `/api/v2.0/projects/${project.name}/repositories/app/artifacts/${version}.1/tags/${version}.1`);
  expect(await found(admin, version)).toEqual([`${project.name}/app:${version}.2`]);
});

/** Immutable tags: no overwrite, no deletion, by any path, also when the rule comes while a push is under way. */
import { describe, expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import type { RegistryContext } from "../../worker/domain/access/repository-access.ts";
import { pushManifest } from "../../worker/domain/manifests/push-manifest.ts";
import { deleteManifest } from "../../worker/domain/manifests/delete-manifest.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { repositoryNameOrNull } from "../../worker/domain/names/repository-name.ts";
import type { Digest } from "../../worker/domain/names/digest.ts";
import { api, get, pushImage, type Shown } from "./support/harbor.ts";
import {
  admin,
  bindings,
  bytesOf,
  call,
  callJson,
  createProject,
  digestOf,
  fresh,
  ociIndex,
  ociManifest,
  putManifest,
  query,
} from "./support/site.ts";

const rule = (tags: string, repositories = "**", more: Record<string, unknown> = {}) => ({
  tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: tags }],
  scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: repositories }] },
  ...more,
});

async function addRule(project: { id: number }, body: unknown): Promise<{ status: number; id: number }> {
  const answer = await callJson(admin, "POST", `${api}/projects/${project.id}/immutabletagrules`, body);
  return { status: answer.status, id: Number(answer.headers.get("Location")?.split("/").at(-1)) };
}

const digestOfTag = async (repository: string, tag: string) =>
  (await call(admin, "HEAD", `/v2/${repository}/manifests/${tag}`)).headers.get("Docker-Content-Digest");

async function push(repository: string, tag: string): Promise<Response> {
  const config = await pushImage(admin, repository);
  const body = await (await call(admin, "GET", `/v2/${repository}/manifests/${config.digest}`)).text();
  return call(admin, "PUT", `/v2/${repository}/manifests/${tag}`, { body, headers: { "Content-Type": ociManifest } });
}

describe("a tag that a rule covers", async () => {
  const project = await createProject();
  const repository = `${project.name}/team/app`;
  const path = `${api}/projects/${project.name}/repositories/team%252Fapp`;
  const { digest } = await pushImage(admin, repository, { tag: "v1" });
  await pushImage(admin, repository, { tag: "dev" });
  await addRule(project, rule("v*", "team/*"));

  it("is not overwritten by a push, with Harbor's status and words", async () => {
    const answer = await push(repository, "v1");
    expect(answer.status).toBe(412);
    const { errors } = await answer.json<{ errors: { code: string; message: string }[] }>();
    expect(errors[0]).toMatchObject({ code: "DENIED", message: "Failed to process request due to 'team/app:v1' configured as immutable." });
    expect(await digestOfTag(repository, "v1")).toBe(digest);
  });

  it("takes the same image again, and new tags, and others move", async () => {
    const body = await (await call(admin, "GET", `/v2/${repository}/manifests/v1`)).text();
    const again = await call(admin, "PUT", `/v2/${repository}/manifests/v1`, { body, headers: { "Content-Type": ociManifest } });
    expect(again.status).toBe(201);
    expect((await push(repository, "v2")).status).toBe(201);
    expect((await push(repository, "dev")).status).toBe(201);
    expect((await push(`${project.name}/other`, "v1")).status).toBe(201);
    expect((await push(`${project.name}/other`, "v1")).status).toBe(201);
  });

  it("is not overwritten by a copy", async () => {
    await pushImage(admin, `${project.name}/source`, { tag: "v1" });
    const answer = await callJson(admin, "POST", `${path}/artifacts?from=${project.name}/source:v1`);
    expect(answer.status).toBe(412);
    expect(await digestOfTag(repository, "v1")).toBe(digest);
  });

  it.each([
    ["the tag under /v2", "DELETE", `/v2/${repository}/manifests/v1`],
    ["the manifest under /v2", "DELETE", `/v2/${repository}/manifests/${digest}`],
    ["the tag by the API", "DELETE", `${path}/artifacts/v1/tags/v1`],
    ["the artifact by its tag", "DELETE", `${path}/artifacts/v1`],
    ["the artifact by its digest", "DELETE", `${path}/artifacts/${digest}`],
    ["the repository", "DELETE", path],
  ])("is not deleted: %s", async (_, method, url) => {
    const answer = await call(admin, method, url);
    expect(answer.status, await answer.clone().text()).toBe(412);
    expect(await answer.text()).toContain("configured as immutable");
    expect(await digestOfTag(repository, "v1")).toBe(digest);
  });

  it("does not go with an index, a subject or a tag beside it", async () => {
    const plain = await pushImage(admin, repository, { tag: "plain" });
    const signature = await pushImage(admin, repository, { tag: "v9-signature", subject: plain.digest });
    expect((await call(admin, "DELETE", `${path}/artifacts/plain`)).status).toBe(412);
    expect((await call(admin, "HEAD", `/v2/${repository}/manifests/${signature.digest}`)).status).toBe(200);
    const both = await pushImage(admin, repository, { tag: "beside" });
    await callJson(admin, "POST", `${path}/artifacts/beside/tags`, { name: "v8" });
    expect((await call(admin, "DELETE", `${path}/artifacts/${both.digest}`)).status).toBe(412);
    expect((await call(admin, "DELETE", `${path}/artifacts/beside/tags/beside`)).status).toBe(200);
  });

  it("is shown as such where that is asked", async () => {
    const { body } = await get<Shown[]>(admin, `${path.slice(api.length)}/artifacts/v1/tags?with_immutable_status=true`);
    expect(body).toEqual([expect.objectContaining({ name: "v1", immutable: true })]);
    const plain = await get<{ tags: Shown[] }[]>(admin, `${path.slice(api.length)}/artifacts?with_immutable_status=true&page_size=100`);
    const tags = plain.body.flatMap((artifact) => artifact.tags ?? []);
    expect(tags.find(({ name }) => name === "dev")).toMatchObject({ immutable: false });
    expect(tags.find(({ name }) => name === "v1")).toMatchObject({ immutable: true });
  });
});

it("a rule that is disabled, changed or deleted lets go at once", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  await pushImage(admin, repository, { tag: "v1" });
  const { id } = await addRule(project, rule("v*"));
  const one = `${api}/projects/${project.name}/immutabletagrules/${id}`;
  const status = async () => (await push(repository, "v1")).status;
  expect(await status()).toBe(412);
  expect((await callJson(admin, "PUT", one, rule("v*", "**", { disabled: true }))).status).toBe(200);
  expect(await status()).toBe(201);
  expect((await callJson(admin, "PUT", one, rule("v*"))).status).toBe(200);
  expect(await status()).toBe(412);
  // Without selectors it is only switched.
  expect((await callJson(admin, "PUT", one, { id, disabled: true })).status).toBe(200);
  expect(await status()).toBe(201);
  expect((await callJson(admin, "PUT", one, { id, disabled: false })).status).toBe(200);
  expect(await status()).toBe(412);
  expect((await callJson(admin, "PUT", one, { id })).status).toBe(400);
  expect((await callJson(admin, "PUT", one, { disabled: true, tag_selectors: [] })).status).toBe(400);
  expect(await status()).toBe(412);
  expect((await callJson(admin, "PUT", one, rule("w*"))).status).toBe(200);
  expect(await status()).toBe(201);
  expect((await callJson(admin, "PUT", one, rule("v*"))).status).toBe(200);
  expect((await call(admin, "DELETE", one)).status).toBe(200);
  expect(await status()).toBe(201);
});

describe("a rule made while something is under way", () => {
  const site = siteContext(bindings, "immutable-test", () => {});

  /** A context whose first commit waits until `meanwhile` has happened. */
  function interrupted(project: { id: number; name: string }, meanwhile: () => Promise<unknown>): RegistryContext {
    let isFirst = true;
    const access = new Map(
      [`${project.name}/app`].map((name) => [
        name,
        { projectId: project.id, actions: new Set(["pull", "push", "delete"] as const), mayPush: true },
      ]),
    );
    const ctx: Context = {
      ...site,
      actor: { kind: "system" },
      commit: async (statements) => {
        if (isFirst) {
          isFirst = false;
          await meanwhile();
        }
        return site.commit(statements);
      },
    };
    return { ...ctx, access, mayListCatalog: false };
  }

  it.each(["push", "delete"])("holds for the %s", async (verb) => {
    const project = await createProject();
    const name = repositoryNameOrNull(`${project.name}/app`);
    if (!name) throw new Error("no name");
    const { digest } = await pushImage(admin, name.full, { tag: "v1" });
    const other = await pushImage(admin, name.full);
    const body = bytesOf(await (await call(admin, "GET", `/v2/${name.full}/manifests/${other.digest}`)).text());
    const ctx = interrupted(project, () => addRule(project, rule("v*")));
    const done =
      verb === "push"
        ? pushManifest(ctx, { name, digest: other.digest as Digest, tags: ["v1"], body, contentType: ociManifest })
        : deleteManifest(ctx, name, { kind: "tag", tag: "v1", text: "v1" });
    await expect(done).rejects.toMatchObject({ code: "TAG_IMMUTABLE" });
    expect(await digestOfTag(name.full, "v1")).toBe(digest);
  });

  it("holds for an artifact that gets a covered tag meanwhile", async () => {
    const project = await createProject();
    const name = repositoryNameOrNull(`${project.name}/app`);
    if (!name) throw new Error("no name");
    const { digest } = await pushImage(admin, name.full, { tag: "dev" });
    await addRule(project, rule("v*"));
    const artifact = `${api}/projects/${project.name}/repositories/app/artifacts/dev/tags`;
    const ctx = interrupted(project, () => callJson(admin, "POST", artifact, { name: "v1" }));
    const done = deleteManifest(ctx, name, { kind: "digest", digest: digest as Digest, text: digest });
    await expect(done).rejects.toMatchObject({ code: "TAG_IMMUTABLE" });
    expect(await digestOfTag(name.full, "v1")).toBe(digest);
  });
});

describe("rules", () => {
  it("are listed, told apart, and of their project alone", async () => {
    const [project, other] = [await createProject(), await createProject()];
    const { status, id } = await addRule(project, rule("v*"));
    expect(status).toBe(201);
    expect((await addRule(project, rule("v*"))).status).toBe(409);
    expect((await addRule(other, rule("v*"))).status).toBe(201);
    const { body, total } = await get<Shown[]>(admin, `/projects/${project.name}/immutabletagrules`);
    expect(total).toBe(1);
    const shown = { id, disabled: false, action: "immutable", template: "immutable_template" };
    expect(body).toEqual([expect.objectContaining(shown)]);
    expect(body[0]).toMatchObject(rule("v*"));
    expect((await call(admin, "DELETE", `${api}/projects/${other.name}/immutabletagrules/${id}`)).status).toBe(404);
    expect((await callJson(admin, "PUT", `${api}/projects/${other.name}/immutabletagrules/${id}`, rule("x"))).status).toBe(404);
    const audit = await query<{ description: string }>(
      "select description from audit_log where resource_type = 'immutable_tag' and resource = ?",
      project.name,
    );
    expect(audit.map(({ description }) => description)).toEqual(["repositories: repoMatches **; tags: matches v*"]);
  });

  it.each([
    ["a pattern that does not parse", rule("v[")],
    ["no selector", { ...rule("v"), tag_selectors: [] }],
    ["another decoration", { ...rule("v"), tag_selectors: [{ kind: "doublestar", decoration: "likes", pattern: "v" }] }],
  ])("refused: %s", async (_, body) => {
    expect((await addRule(await createProject(), body)).status).toBe(400);
  });
});

it("an index with a covered tag keeps its children's tags apart", async () => {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const child = await pushImage(admin, repository, { tag: "child" });
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [{ mediaType: ociManifest, digest: child.digest, size: 100 }],
  });
  await putManifest(admin, repository, fresh("t"), index, ociIndex).catch(() => {});
  expect((await call(admin, "PUT", `/v2/${repository}/manifests/v1`, { body: index, headers: { "Content-Type": ociIndex } })).status).toBe(
    201,
  );
  await addRule(project, rule("v*"));
  expect((await call(admin, "DELETE", `/v2/${repository}/manifests/${digestOf(index)}`)).status).toBe(412);
  expect((await call(admin, "DELETE", `/v2/${repository}/manifests/child`)).status).toBe(202);
});

it("says which tags a rule holds, before it is made", async () => {
  const project = await createProject();
  for (const [repository, tag] of [
    ["a", "v1"],
    ["a", "dev"],
    ["b/c", "v2"],
  ])
    await pushImage(admin, `${project.name}/${repository}`, { tag: tag ?? "" });
  const preview = async (body: unknown) =>
    (await callJson(admin, "POST", `${api}/projects/${project.id}/immutabletagrules/preview`, body)).json<Shown>();
  expect(await preview(rule("v*"))).toEqual({ tags: 2, repositories: 2, examples: ["a:v1", "b/c:v2"], is_complete: true });
  expect(await preview(rule("**", "b/**"))).toMatchObject({ tags: 1, repositories: 1, examples: ["b/c:v2"] });
  expect(await preview(rule("nothing"))).toMatchObject({ tags: 0, repositories: 0, examples: [] });
  expect((await get<Shown[]>(admin, `/projects/${project.id}/immutabletagrules`)).body).toEqual([]);
});

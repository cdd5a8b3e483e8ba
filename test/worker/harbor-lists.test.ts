/** Repositories, artifacts, tags, labels, quotas, robots, groups and the audit log, as Harbor's tools use them. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  admin,
  anonymous,
  basic,
  bytesOf,
  call,
  type Caller,
  callJson,
  content,
  createMember,
  createProject,
  createUser,
  digestOf,
  fresh,
  pushBlob,
  roles,
  token,
} from "./support/site.ts";

const image = "application/vnd.oci.image.manifest.v1+json";
const api = "/api/v2.0";

interface Pushed {
  readonly digest: string;
  readonly layer: string;
}

/** Pushes an image whose layer has so many bytes; `subject` makes it an accessory. */
async function pushImage(
  caller: Caller,
  repository: string,
  options: { tag?: string; seed?: string; layerBytes?: number; subject?: string; configType?: string } = {},
): Promise<Pushed> {
  const seed = options.seed ?? fresh("seed");
  const config = bytesOf(
    JSON.stringify({ architecture: "arm64", os: "linux", created: "2026-01-01T00:00:00Z", history: [{ created_by: seed }] }),
  );
  const configDigest = await pushBlob(caller, repository, config);
  const bytes = content(options.layerBytes ?? 1000, seed);
  const layer = await pushBlob(caller, repository, bytes);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: image,
    config: { mediaType: options.configType ?? "application/vnd.oci.image.config.v1+json", digest: configDigest, size: config.length },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: layer, size: bytes.length }],
    ...(options.subject ? { subject: { mediaType: image, digest: options.subject, size: 1 } } : {}),
  });
  const digest = digestOf(manifest);
  const answer = await call(caller, "PUT", `/v2/${repository}/manifests/${options.tag ?? digest}`, {
    body: manifest,
    headers: { "Content-Type": image },
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return { digest, layer };
}

async function get<Body>(caller: Caller, path: string): Promise<{ status: number; body: Body; total: number }> {
  const answer = await call(caller, "GET", `${api}${path}`);
  const text = await answer.text();
  const body = (text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text) as Body;
  return { status: answer.status, body, total: Number(answer.headers.get("X-Total-Count")) };
}

type Shown = Record<string, unknown>;

async function auditOf(resource: string): Promise<string[]> {
  const { results } = await (env as unknown as { DB: D1Database }).DB.prepare(
    "select operation || ' ' || resource_type as what from audit_log where resource = ? and success = 1 order by id",
  )
    .bind(resource)
    .all<{ what: string }>();
  return results.map(({ what }) => what);
}

describe("repositories", () => {
  it("lists those that hold an artifact, with counts; a deleted one is gone with its artifacts", async () => {
    const project = await createProject();
    await pushImage(admin, `${project.name}/team/app`, { tag: "1" });
    await pushBlob(admin, `${project.name}/only-a-blob`, content(10, "x"));
    const listed = await get<Shown[]>(admin, `/projects/${project.name}/repositories`);
    expect(listed.total).toBe(1);
    expect(listed.body).toMatchObject([{ name: `${project.name}/team/app`, artifact_count: 1, pull_count: 0, project_id: project.id }]);
    const shown = await get<Shown>(admin, `/projects/${project.name}`);
    expect(shown.body.repo_count).toBe(1);
    // Clients escape the slash twice.
    const path = `/projects/${project.name}/repositories/team%252Fapp`;
    expect((await callJson(admin, "PUT", `${api}${path}`, { description: "the app" })).status).toBe(200);
    expect((await get<Shown>(admin, path)).body).toMatchObject({ description: "the app" });
    expect((await call(admin, "DELETE", `${api}${path}`)).status).toBe(200);
    expect((await get(admin, path)).status).toBe(404);
    expect((await get<Shown>(admin, `/projects/${project.name}`)).body.repo_count).toBe(0);
    expect((await call(admin, "GET", `/v2/${project.name}/team/app/manifests/1`)).status).toBe(404);
    expect(await auditOf(`${project.name}/team/app`)).toEqual(["update repository", "delete repository"]);
  });

  it("filters by part of a name and by a blob's digest", async () => {
    const project = await createProject();
    const { layer } = await pushImage(admin, `${project.name}/needle-one`, { tag: "1" });
    await pushImage(admin, `${project.name}/other`, { tag: "1" });
    const byName = await get<Shown[]>(admin, `/projects/${project.name}/repositories?q=name%3D~needle`);
    expect(byName.body.map(({ name }) => name)).toEqual([`${project.name}/needle-one`]);
    const short = await get<Shown[]>(admin, `/projects/${project.name}/repositories?q=name%3D~ne`);
    expect(short.total).toBe(1);
    const byBlob = await get<Shown[]>(admin, `/repositories?q=blob_digest%3D${layer}`);
    expect(byBlob.body.map(({ name }) => name)).toEqual([`${project.name}/needle-one`]);
  });

  it("another tenant learns nothing: private repositories look absent to strangers, in lists and in search", async () => {
    const project = await createProject();
    await pushImage(admin, `${project.name}/app`, { tag: "1" });
    const stranger = await createUser();
    const absent = fresh("absent");
    for (const path of ["/repositories", "/repositories/app", "/repositories/app/artifacts", "/repositories/app/artifacts/1"]) {
      const [there, not] = await Promise.all([
        get(stranger, `/projects/${project.name}${path}`),
        get(stranger, `/projects/${absent}${path}`),
      ]);
      expect([there.status, there.body]).toEqual([not.status, not.body]);
      expect(there.status).toBe(403);
      expect((await get(anonymous, `/projects/${project.name}${path}`)).status).toBe(401);
    }
    expect((await get<Shown[]>(stranger, `/repositories?q=name%3D~${project.name}`)).body).toEqual([]);
    expect((await get(stranger, `/search?q=${project.name}`)).body).toEqual({ project: [], repository: [] });
    expect((await get<{ repository: Shown[] }>(admin, `/search?q=${project.name}`)).body.repository).toHaveLength(1);
  });
});

describe("artifacts", () => {
  it("shows type, platform and tags; accessories stand under their subject and go with it", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const { digest } = await pushImage(admin, repository, { tag: "1" });
    const signature = await pushImage(admin, repository, { subject: digest, configType: "application/vnd.cncf.notary.signature" });
    const list = `/projects/${project.name}/repositories/app/artifacts`;
    const listed = await get<Shown[]>(admin, `${list}?with_accessory=true`);
    expect(listed.total).toBe(1);
    expect(listed.body).toMatchObject([
      {
        digest,
        type: "IMAGE",
        extra_attrs: { architecture: "arm64", os: "linux" },
        tags: [{ name: "1", immutable: false }],
        accessories: [{ digest: signature.digest, type: "signature.notation", subject_artifact_digest: digest }],
      },
    ]);
    expect((await get<Shown[]>(admin, `${list}/1/accessories`)).body).toMatchObject([{ digest: signature.digest }]);
    expect((await call(admin, "DELETE", `${api}${list}/${digest}`)).status).toBe(200);
    expect((await get<Shown[]>(admin, list)).status).toBe(404);
    expect((await call(admin, "HEAD", `/v2/${repository}/manifests/${signature.digest}`)).status).toBe(404);
  });

  it("an accessory without its subject is listed, until the subject comes", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const seed = fresh("late");
    // Found out by pushing the same image elsewhere.
    const { digest } = await pushImage(admin, `${project.name}/elsewhere`, { seed });
    await pushImage(admin, repository, { subject: digest });
    const list = `/projects/${project.name}/repositories/app/artifacts`;
    expect((await get<Shown[]>(admin, list)).total).toBe(1);
    await pushImage(admin, repository, { seed });
    expect((await get<Shown[]>(admin, list)).body.map((one) => one.digest)).toEqual([digest]);
  });

  it("tags: a further one, 409 for one that is there, 404 for another artifact's", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const first = await pushImage(admin, repository, { tag: "1" });
    const second = await pushImage(admin, repository, { tag: "2" });
    const one = `${api}/projects/${project.name}/repositories/app/artifacts/${first.digest}/tags`;
    expect((await callJson(admin, "POST", one, { name: "stable" })).status).toBe(201);
    expect((await callJson(admin, "POST", one, { name: "2" })).status).toBe(409);
    expect((await callJson(admin, "POST", one, { name: "no/tag" })).status).toBe(400);
    expect((await callJson(admin, "POST", one, {})).status).toBe(422);
    expect((await call(admin, "DELETE", `${one}/2`)).status).toBe(404);
    expect((await call(admin, "HEAD", `/v2/${repository}/manifests/2`)).headers.get("Docker-Content-Digest")).toBe(second.digest);
    const developer = await createMember(project, roles.developer);
    expect((await call(developer, "DELETE", `${one}/stable`)).status).toBe(403);
    expect((await call(admin, "DELETE", `${one}/stable`)).status).toBe(200);
    expect(await auditOf(`${repository}:stable`)).toEqual(["create tag", "delete tag"]);
    const filtered = await get<Shown[]>(admin, `/projects/${project.name}/repositories/app/artifacts?q=tags%3D2`);
    expect(filtered.body.map(({ digest }) => digest)).toEqual([second.digest]);
  });

  it("labels: of the site and of the project, not of another", async () => {
    const [project, other] = [await createProject(), await createProject()];
    const { digest } = await pushImage(admin, `${project.name}/app`, { tag: "1" });
    const make = async (body: object) => {
      const answer = await callJson(admin, "POST", `${api}/labels`, body);
      expect(answer.status, await answer.clone().text()).toBe(201);
      return Number(answer.headers.get("Location")?.split("/").at(-1));
    };
    const own = await make({ name: "own", scope: "p", project_id: project.id, color: "#0065AB" });
    const theirs = await make({ name: "theirs", scope: "p", project_id: other.id });
    const everybodys = await make({ name: fresh("label"), scope: "g" });
    const labels = `${api}/projects/${project.name}/repositories/app/artifacts/${digest}/labels`;
    expect((await callJson(admin, "POST", labels, { id: own })).status).toBe(200);
    expect((await callJson(admin, "POST", labels, { id: own })).status).toBe(409);
    expect((await callJson(admin, "POST", labels, { id: everybodys })).status).toBe(200);
    expect((await callJson(admin, "POST", labels, { id: theirs })).status).toBe(404);
    const shown = await get<{ labels: Shown[] }>(admin, `/projects/${project.name}/repositories/app/artifacts/1?with_label=true`);
    expect(shown.body.labels.map(({ id }) => id).toSorted()).toEqual([own, everybodys].toSorted());
    const found = await get<Shown[]>(admin, `/projects/${project.name}/repositories/app/artifacts?q=labels%3D(${own})`);
    expect(found.total).toBe(1);
    const guest = await createMember(project, roles.guest);
    expect((await callJson(guest, "POST", `${api}/labels`, { name: "x", scope: "g" })).status).toBe(403);
    expect((await call(admin, "DELETE", `${api}/labels/${own}`)).status).toBe(200);
    expect((await call(admin, "DELETE", `${labels}/${own}`)).status).toBe(404);
  });
});

describe("quotas", () => {
  it("counts distinct blobs, refuses what would pass the limit and gives space back", async () => {
    const project = await createProject();
    const repository = `${project.name}/app`;
    const { digest } = await pushImage(admin, repository, { tag: "1", layerBytes: 5000, seed: "shared" });
    await pushImage(admin, `${project.name}/other`, { tag: "1", layerBytes: 5000, seed: "shared" });
    const { body } = await get<{ id: number; used: { storage: number } }[]>(admin, `/quotas?reference_id=${project.id}`);
    const [quota] = body;
    const used = quota?.used.storage ?? 0;
    expect(used).toBeGreaterThan(5000);
    expect(used).toBeLessThan(10_000);
    expect((await callJson(admin, "PUT", `${api}/quotas/${quota?.id}`, { hard: { storage: used + 2000 } })).status).toBe(200);
    // Finished uploads count before anything references them.
    const big = content(3000, fresh("big"));
    const refused = await call(admin, "POST", `/v2/${repository}/blobs/uploads/?digest=${digestOf(big)}`, { body: big });
    expect(refused.status).toBe(403);
    const error = await refused.json<{ errors: { code: string; message: string; detail: unknown }[] }>();
    expect(error.errors[0]).toMatchObject({ code: "DENIED", detail: { used, limit: used + 2000, asked: 3000 } });
    expect(error.errors[0]?.message).toContain("will exceed the configured upper limit");
    // What the project has already costs nothing.
    await pushImage(admin, `${project.name}/third`, { tag: "1", layerBytes: 5000, seed: "shared" });
    for (const name of ["app", "other", "third"]) {
      expect((await call(admin, "DELETE", `${api}/projects/${project.name}/repositories/${name}`)).status).toBe(200);
    }
    const after = await get<{ used: { storage: number } }>(admin, `/quotas/${quota?.id}`);
    expect(after.body.used.storage).toBe(0);
    expect(digest).not.toBe("");
  });

  it("many pushes at once never pass the limit", async () => {
    const project = await createProject();
    const { body } = await get<{ id: number }[]>(admin, `/quotas?reference_id=${project.id}`);
    const limit = 12_000;
    expect((await callJson(admin, "PUT", `${api}/quotas/${body[0]?.id}`, { hard: { storage: limit } })).status).toBe(200);
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        pushImage(admin, `${project.name}/app-${i}`, { tag: "1", layerBytes: 2000, seed: `${project.name}${i}` }),
      ),
    );
    const after = await get<{ used: { storage: number } }>(admin, `/quotas/${body[0]?.id}`);
    expect(after.body.used.storage).toBeLessThanOrEqual(limit);
    expect(after.body.used.storage).toBeGreaterThan(2000);
  });
});

describe("robots", () => {
  const pushing = [
    { resource: "repository", action: "push" },
    { resource: "repository", action: "pull" },
  ];
  const projectRobot = (project: string, access: object[] = pushing, name = "ci") => ({
    name,
    level: "project",
    duration: 30,
    permissions: [{ kind: "project", namespace: project, access }],
  });

  interface Made {
    id: number;
    name: string;
    secret: string;
  }

  async function make(caller: Caller, body: object): Promise<Made & Caller> {
    const answer = await callJson(caller, "POST", `${api}/robots`, body);
    expect(answer.status, await answer.clone().text()).toBe(201);
    const made = await answer.json<Made>();
    return { ...made, ...basic(made.name, made.secret) };
  }

  it("pushes with its secret in its project only; disabled, refreshed and deleted at once", async () => {
    const [project, other] = [await createProject(), await createProject()];
    const robot = await make(admin, projectRobot(project.name));
    expect(robot.name).toBe(`robot$${project.name}+ci`);
    await pushImage(robot, `${project.name}/app`, { tag: "1" });
    const bearer = await token(robot, `repository:${project.name}/app:pull,push,delete`, `repository:${other.name}/app:pull`);
    await pushImage(bearer, `${project.name}/app`, { tag: "2" });
    expect((await call(bearer, "DELETE", `/v2/${project.name}/app/manifests/2`)).status).toBe(401);
    expect((await call(bearer, "GET", `/v2/${other.name}/app/manifests/1`)).status).toBe(401);
    const update = { ...projectRobot(project.name), name: robot.name, disable: true };
    expect((await callJson(admin, "PUT", `${api}/robots/${robot.id}`, update)).status).toBe(200);
    expect((await call(robot, "GET", `/v2/${project.name}/app/tags/list`)).status).toBe(401);
    // The token still opens what it was given, but no batch commits for the robot.
    expect((await call(bearer, "POST", `/v2/${project.name}/app/blobs/uploads/`)).status).toBe(401);
    expect((await callJson(admin, "PUT", `${api}/robots/${robot.id}`, { ...update, disable: false })).status).toBe(200);
    const refreshed = await callJson(admin, "PATCH", `${api}/robots/${robot.id}`, { secret: "" });
    const { secret } = await refreshed.json<{ secret: string }>();
    expect((await call(robot, "GET", `/v2/${project.name}/app/tags/list`)).status).toBe(401);
    expect((await call(basic(robot.name, secret), "GET", `/v2/${project.name}/app/tags/list`)).status).toBe(200);
    expect((await callJson(admin, "PATCH", `${api}/robots/${robot.id}`, { secret: "Chosen12345" })).status).toBe(200);
    expect((await call(basic(robot.name, "Chosen12345"), "GET", `/v2/${project.name}/app/tags/list`)).status).toBe(200);
    expect((await call(admin, "DELETE", `${api}/robots/${robot.id}`)).status).toBe(200);
    expect((await call(basic(robot.name, "Chosen12345"), "GET", `/v2/${project.name}/app/tags/list`)).status).toBe(401);
    expect(await auditOf(robot.name)).toEqual([
      "create robot",
      "update robot",
      "update robot",
      "update robot",
      "update robot",
      "delete robot",
    ]);
  });

  it("gives no more than it has", async () => {
    const [project, other] = [await createProject(), await createProject()];
    const maker = await make(admin, projectRobot(project.name, [...pushing, { resource: "robot", action: "create" }], "maker"));
    await make(maker, projectRobot(project.name, pushing, "child"));
    const wider = await callJson(
      maker,
      "POST",
      `${api}/robots`,
      projectRobot(project.name, [{ resource: "member", action: "create" }], "wider"),
    );
    expect([wider.status, (await wider.json<{ errors: { code: string }[] }>()).errors[0]?.code]).toEqual([403, "DENIED"]);
    expect((await callJson(maker, "POST", `${api}/robots`, projectRobot(other.name, pushing, "abroad"))).status).toBe(403);
    const system = {
      name: fresh("sys"),
      level: "system",
      duration: -1,
      permissions: [{ kind: "project", namespace: "*", access: pushing }],
    };
    expect((await callJson(maker, "POST", `${api}/robots`, system)).status).toBe(403);
  });

  it.each<[string, number, (project: string) => object]>([
    ["a right that robots cannot have", 400, (project) => projectRobot(project, [{ resource: "registry", action: "create" }])],
    ["a duration of -5", 400, (project) => ({ ...projectRobot(project), duration: -5 })],
    [
      "two projects",
      400,
      (project) => ({
        ...projectRobot(project),
        permissions: [1, 2].map(() => ({ kind: "project", namespace: project, access: pushing })),
      }),
    ],
    ["a name with a plus", 400, (project) => ({ ...projectRobot(project), name: "a+b" })],
    ["no level", 400, (project) => ({ ...projectRobot(project), level: undefined })],
    ["permissions that are no list", 422, (project) => ({ ...projectRobot(project), permissions: "all" })],
  ])("refuses %s: %i", async (_, status, body) => {
    const project = await createProject();
    expect((await callJson(admin, "POST", `${api}/robots`, body(project.name))).status).toBe(status);
  });

  it("is listed in its project for those who may see it; 409 for a second of the name", async () => {
    const project = await createProject();
    await make(admin, projectRobot(project.name));
    expect((await callJson(admin, "POST", `${api}/robots`, projectRobot(project.name))).status).toBe(409);
    const guest = await createMember(project, roles.guest);
    const limited = await createMember(project, roles.limitedGuest);
    const path = `/robots?q=Level%3Dproject,ProjectID%3D${project.id}`;
    const listed = await get<Shown[]>(guest, path);
    expect(listed.body).toMatchObject([{ name: `robot$${project.name}+ci`, level: "project", disable: false }]);
    expect(JSON.stringify(listed.body)).not.toContain("secret");
    expect((await get(limited, path)).status).toBe(403);
    expect((await get(guest, "/robots")).status).toBe(403);
    expect((await get(admin, "/robots?q=Level%3Dproject")).status).toBe(400);
  });
});

describe("groups", () => {
  it("give their people the union of their roles, until one is taken away", async () => {
    const project = await createProject();
    const user = await createUser();
    const dn = `cn=${fresh("group")},ou=groups,dc=example,dc=com`;
    const member = await callJson(admin, "POST", `${api}/projects/${project.id}/members`, {
      role_id: roles.developer,
      member_group: { ldap_group_dn: dn, group_type: 1 },
    });
    expect(member.status, await member.clone().text()).toBe(201);
    const { body } = await get<{ id: number }[]>(admin, `/usergroups?ldap_group_dn=${encodeURIComponent(dn.toUpperCase())}`);
    const group = body[0]?.id ?? 0;
    await (env as unknown as { DB: D1Database }).DB.prepare("insert into user_group_members (user_id, group_id) values (?, ?)")
      .bind(user.id, group)
      .run();
    await pushImage(user, `${project.name}/app`, { tag: "1" });
    expect((await get<{ current_user_role_ids: number[] }>(user, `/projects/${project.id}`)).body.current_user_role_ids).toEqual([2]);
    expect((await get<Shown[]>(user, `/projects?name=${project.name}`)).total).toBe(1);
    const bearer = await token(user, `repository:${project.name}/app:pull,push`);
    expect((await call(admin, "DELETE", `${api}/usergroups/${group}`)).status).toBe(200);
    expect((await call(bearer, "POST", `/v2/${project.name}/app/blobs/uploads/`)).status).toBe(401);
  });

  it.each<[string, number, object]>([
    ["a group of no type", 400, { group_name: "x" }],
    ["an LDAP group without a DN", 400, { group_name: "x", group_type: 1 }],
    ["a name that is no text", 422, { group_name: 1, group_type: 3 }],
  ])("refuses %s: %i", async (_, status, body) => {
    expect((await callJson(admin, "POST", `${api}/usergroups`, body)).status).toBe(status);
    expect((await callJson(await createUser(), "POST", `${api}/usergroups`, body)).status).toBe(status === 422 ? 422 : 403);
  });
});

describe("users", () => {
  it("one's own profile; an administrator's flag, and the end of an account", async () => {
    const user = await createUser();
    const other = await createUser();
    expect((await callJson(user, "PUT", `${api}/users/${user.id}`, { realname: "New Name" })).status).toBe(200);
    expect((await get<Shown>(user, "/users/current")).body).toMatchObject({ realname: "New Name", sysadmin_flag: false });
    expect((await callJson(user, "PUT", `${api}/users/${other.id}`, { realname: "X" })).status).toBe(403);
    expect((await get(user, "/users")).status).toBe(403);
    expect((await get<Shown[]>(user, `/users/search?username=${other.name}`)).body).toMatchObject([{ username: other.name }]);
    expect((await callJson(user, "PUT", `${api}/users/${user.id}/sysadmin`, { sysadmin_flag: true })).status).toBe(403);
    expect((await callJson(admin, "PUT", `${api}/users/${user.id}/sysadmin`, { sysadmin_flag: true })).status).toBe(200);
    expect((await get(user, "/users")).status).toBe(200);
    expect((await call(admin, "DELETE", `${api}/users/${user.id}`)).status).toBe(200);
    expect((await get(user, "/users/current")).status).toBe(401);
    expect((await call(admin, "DELETE", `${api}/users/1`)).status).toBe(403);
    expect((await call(admin, "DELETE", `${api}/users/${user.id}`)).status).toBe(404);
  });
});

describe("configuration", () => {
  it("read-only keeps every change out, and is ended by configuration", async () => {
    const project = await createProject();
    const set = (body: object) => callJson(admin, "PUT", `${api}/configurations`, body);
    expect((await set({ read_only: true })).status).toBe(200);
    try {
      const refused = await callJson(admin, "POST", `${api}/projects`, { project_name: fresh("late") });
      expect([refused.status, (await refused.json<{ errors: { code: string }[] }>()).errors[0]?.code]).toEqual([403, "DENIED"]);
      expect((await call(admin, "POST", `/v2/${project.name}/app/blobs/uploads/`)).status).toBe(403);
      expect((await get<Shown>(admin, "/systeminfo")).body.read_only).toBe(true);
    } finally {
      expect((await set({ read_only: false })).status).toBe(200);
    }
    expect((await call(admin, "POST", `/v2/${project.name}/app/blobs/uploads/`)).status).toBe(202);
  });

  it("a key of what is not built takes its default only, and nothing of the request is applied", async () => {
    const set = (body: object) => callJson(admin, "PUT", `${api}/configurations`, body);
    const refused = await set({ banner_message: "hello", ldap_url: "ldaps://directory" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("ldap_url");
    expect((await get<{ banner_message: { value: string } }>(admin, "/configurations")).body.banner_message.value).toBe("");
    expect((await set({ ldap_url: "", token_expiration: "30" })).status).toBe(200);
    expect((await set({ token_expiration: 0 })).status).toBe(400);
    const user = await createUser();
    expect((await get(user, "/configurations")).status).toBe(403);
    expect((await callJson(user, "PUT", `${api}/configurations`, {})).status).toBe(403);
  });

  it("project creation may be kept to administrators", async () => {
    const user = await createUser();
    const set = (value: string) => callJson(admin, "PUT", `${api}/configurations`, { project_creation_restriction: value });
    await set("adminonly");
    try {
      expect((await callJson(user, "POST", `${api}/projects`, { project_name: fresh("mine") })).status).toBe(403);
    } finally {
      await set("everyone");
    }
    expect((await callJson(user, "POST", `${api}/projects`, { project_name: fresh("mine") })).status).toBe(201);
  });
});

describe("audit log", () => {
  it("a project's log is for its administrators; the site's shows each what it may see", async () => {
    const project = await createProject();
    await pushImage(admin, `${project.name}/app`, { tag: "1" });
    const leader = await createMember(project, roles.projectAdmin);
    const guest = await createMember(project, roles.guest);
    const own = await get<Shown[]>(leader, `/projects/${project.name}/logs?q=operation%3Dcreate,resource_type%3Dartifact`);
    expect(own.body).toMatchObject([
      { username: "admin", resource: `${project.name}/app:1`, operation: "create", resource_type: "artifact" },
    ]);
    expect((await get(guest, `/projects/${project.name}/logs`)).status).toBe(403);
    const seen = await get<Shown[]>(leader, "/auditlog-exts?page_size=100");
    expect(seen.body.length).toBeGreaterThan(0);
    expect(seen.body.every(({ resource }) => String(resource).startsWith(project.name))).toBe(true);
    expect((await get<Shown[]>(guest, "/audit-logs")).body).toEqual([]);
    expect((await get(anonymous, "/audit-logs")).status).toBe(401);
    const ranged = await get<Shown[]>(admin, `/audit-logs?q=op_time%3D%5B2020-01-01T00:00:00~2020-01-02T00:00:00%5D`);
    expect(ranged.total).toBe(0);
  });
});

describe("project settings", () => {
  it("metadata one by one, with the conflicts that Harbor answers", async () => {
    const project = await createProject();
    const path = `${api}/projects/${project.id}/metadatas/`;
    expect((await callJson(admin, "POST", path, { auto_scan: "true" })).status).toBe(200);
    expect((await callJson(admin, "POST", path, { auto_scan: "false" })).status).toBe(409);
    expect((await callJson(admin, "POST", path, { auto_scan: "perhaps" })).status).toBe(409);
    expect((await callJson(admin, "POST", path, { prevent_vul: "perhaps" })).status).toBe(400);
    expect((await callJson(admin, "PUT", `${path}auto_scan`, { auto_scan: "false" })).status).toBe(200);
    expect((await get(admin, `/projects/${project.id}/metadatas/auto_scan`)).body).toEqual({ auto_scan: "false" });
    expect((await get(admin, `/projects/${project.id}/metadatas`)).body).toEqual({ public: "false", auto_scan: "false" });
    expect((await call(admin, "DELETE", `${path}auto_scan`)).status).toBe(200);
    expect((await call(admin, "DELETE", `${path}auto_scan`)).status).toBe(404);
    const developer = await createMember(project, roles.developer);
    expect((await call(developer, "GET", path)).status).toBe(403);
  });

  it("a form is refused as such, whatever it says", async () => {
    const answer = await call(admin, "POST", `${api}/projects`, {
      body: "project_name=x",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    });
    expect(answer.status).toBe(415);
  });

  it("summary and deletability follow what the project holds", async () => {
    const project = await createProject();
    expect((await get(admin, `/projects/${project.id}/_deletable`)).body).toEqual({ deletable: true, message: "" });
    await pushImage(admin, `${project.name}/app`, { tag: "1" });
    expect((await get<Shown>(admin, `/projects/${project.id}/_deletable`)).body.deletable).toBe(false);
    expect((await get<Shown>(admin, `/projects/${project.id}/summary`)).body).toMatchObject({ repo_count: 1, project_admin_count: 1 });
    const limited = await createMember(project, roles.limitedGuest);
    expect((await get<Shown>(limited, `/projects/${project.id}/summary`)).body.project_admin_count).toBeUndefined();
  });
});

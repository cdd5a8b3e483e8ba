/** Projects, users and members: each verb does it and leaves an audit row, and refuses what it must. Harbor's API v2.0. */
import { describe, expect, it } from "vitest";
import {
  admin,
  anonymous,
  auditRows,
  basic,
  type Caller,
  call,
  callJson,
  codeOf,
  createMember,
  createProject,
  createUser,
  fresh,
  pushImage,
  query,
  roles,
  until,
} from "./support/site.ts";

const api = "/api/v2.0";

describe("projects", () => {
  it("201 with a relative Location; the maker is its administrator; an audit row", async () => {
    const user = await createUser();
    const name = fresh("made");
    const answer = await callJson(user, "POST", `${api}/projects`, { project_name: name, metadata: { public: "false" } });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("Location")).toMatch(/^\/api\/v2\.0\/projects\/\d+$/);
    const read = await callJson(user, "GET", `${api}/projects/${name}`);
    expect(await read.json()).toMatchObject({ name, owner_name: user.name, current_user_role_id: 1, metadata: { public: "false" } });
    expect(await auditRows("resource = ? and resource_type = 'project'", name)).toMatchObject([{ operation: "create", actor: user.name }]);
  });

  it("409 for a name that is taken, 400 for one that is none, 401 for nobody, 422 for a body of another form", async () => {
    const project = await createProject();
    const make = (body: unknown, caller = admin) => callJson(caller, "POST", `${api}/projects`, body);
    expect([(await make({ project_name: project.name })).status]).toEqual([409]);
    for (const name of ["", "UPPER", "a..b", "-a", "a".repeat(256)])
      expect([400, 422]).toContain((await make({ project_name: name })).status);
    expect((await make({ project_name: fresh("x") }, anonymous)).status).toBe(401);
    expect((await make({ project_name: 7 })).status).toBe(422);
    const malformed = await call(admin, "POST", `${api}/projects`, { body: "{", headers: { "Content-Type": "application/json" } });
    expect([malformed.status, await codeOf(malformed)]).toEqual([400, "BAD_REQUEST"]);
    expect((await make({ project_name: "a".repeat(2 * 1024 * 1024) })).status).toBe(413);
  });

  it("list: what one may see, filtered, sorted and paged with X-Total-Count", async () => {
    const user = await createUser();
    const stem = fresh("list");
    const made = [];
    for (const suffix of ["c", "a", "b"]) made.push(await createProject({ name: `${stem}-${suffix}`, public: true }));
    await createProject({ name: `${stem}-hidden` });
    const list = async (search: string, caller: Caller = user) => {
      const answer = await callJson(caller, "GET", `${api}/projects?${search}`);
      return { total: answer.headers.get("X-Total-Count"), names: (await answer.json<{ name: string }[]>()).map(({ name }) => name) };
    };
    expect(await list(`name=${stem}&sort=name`)).toEqual({ total: "3", names: ["a", "b", "c"].map((suffix) => `${stem}-${suffix}`) });
    expect(await list(`name=${stem}&sort=-name&page=2&page_size=2`)).toEqual({ total: "3", names: [`${stem}-a`] });
    expect((await list(`q=name%3D~${stem}`, admin)).total).toBe("4");
    expect((await callJson(user, "GET", `${api}/projects?page_size=101`)).status).toBe(422);
  });

  it("HEAD: 200 for who may see it, otherwise as for an absent one", async () => {
    const project = await createProject();
    const guest = await createMember(project, roles.guest);
    const stranger = await createUser();
    const head = async (caller: typeof admin, name: string) => (await call(caller, "HEAD", `${api}/projects?project_name=${name}`)).status;
    expect(await head(guest, project.name)).toBe(200);
    expect(await head(stranger, project.name)).toBe(await head(stranger, "absent"));
    expect(await head(admin, "absent")).toBe(404);
  });

  it("update: visibility changes what nobody may pull at once; only administrators", async () => {
    const project = await createProject();
    const maintainer = await createMember(project, roles.maintainer);
    const update = (caller: typeof admin) => callJson(caller, "PUT", `${api}/projects/${project.id}`, { metadata: { public: "true" } });
    expect((await update(maintainer)).status).toBe(403);
    expect((await callJson(anonymous, "GET", `${api}/projects/${project.id}`)).status).toBe(401);
    expect((await update(admin)).status).toBe(200);
    expect((await callJson(anonymous, "GET", `${api}/projects/${project.id}`)).status).toBe(200);
    expect(await auditRows("project_id = ? and operation = 'update' and success = 1", project.id)).toHaveLength(1);
    await until(
      "the refusal is in the audit log",
      async () => (await auditRows("project_id = ? and success = 0", project.id)).length === 1,
    );
  });

  it("delete: 412 while it holds a repository, then 200, then gone; ids are never used again", async () => {
    const project = await createProject();
    const { digest } = await pushImage(admin, `${project.name}/app`, "1");
    const remove = () => callJson(admin, "DELETE", `${api}/projects/${project.id}`);
    const refused = await remove();
    expect([refused.status, await codeOf(refused)]).toEqual([412, "PRECONDITION"]);
    await call(admin, "DELETE", `/v2/${project.name}/app/manifests/${digest}`);
    const empty = await createProject();
    expect((await callJson(admin, "DELETE", `${api}/projects/${empty.id}`)).status).toBe(200);
    expect((await callJson(admin, "GET", `${api}/projects/${empty.id}`)).status).toBe(404);
    expect((await callJson(admin, "DELETE", `${api}/projects/${empty.id}`)).status).toBe(404);
    const again = await createProject({ name: empty.name });
    expect(again.id).toBeGreaterThan(empty.id);
    expect(await auditRows("resource = ? and operation = 'delete'", empty.name)).toHaveLength(1);
  });
});

describe("members", () => {
  it("added, read, changed and removed, each with an audit row", async () => {
    const project = await createProject();
    const user = await createUser();
    const base = `${api}/projects/${project.id}/members`;
    const added = await callJson(admin, "POST", base, { role_id: 2, member_user: { user_id: user.id } });
    expect(added.status).toBe(201);
    const path = added.headers.get("Location") ?? "";
    expect(await (await callJson(admin, "GET", path)).json()).toMatchObject({
      entity_name: user.name,
      role_id: 2,
      role_name: "developer",
      entity_type: "u",
    });
    expect((await callJson(admin, "PUT", path, { role_id: 3 })).status).toBe(200);
    expect(await (await callJson(admin, "GET", path)).json()).toMatchObject({ role_id: 3 });
    expect((await callJson(admin, "DELETE", path)).status).toBe(200);
    expect((await callJson(admin, "GET", path)).status).toBe(404);
    const rows = await auditRows("project_id = ? and resource_type = 'member'", project.id);
    expect(rows.map(({ operation }) => operation)).toEqual(["create", "update", "delete"]);
  });

  it("409 twice, 404 for nobody, 400 for no role, 404 under another project", async () => {
    const project = await createProject();
    const other = await createProject();
    const member = await createMember(project, roles.guest);
    const add = (body: unknown) => callJson(admin, "POST", `${api}/projects/${project.id}/members`, body);
    expect((await add({ role_id: 2, member_user: { username: member.name } })).status).toBe(409);
    expect((await add({ role_id: 2, member_user: { username: "nobody-at-all" } })).status).toBe(404);
    expect((await add({ role_id: 9, member_user: { username: member.name } })).status).toBe(400);
    expect((await callJson(admin, "GET", `${api}/projects/${other.id}/members/${member.memberId}`)).status).toBe(404);
    expect((await callJson(admin, "DELETE", `${api}/projects/${other.id}/members/${member.memberId}`)).status).toBe(404);
    expect((await callJson(admin, "GET", `${api}/projects/${project.id}/members/${member.memberId}`)).status).toBe(200);
  });

  it("the roles that they can have are shown with their rights, as the rows are; nobody is 401", async () => {
    const shown = async () => {
      const answer = await callJson(await createUser(), "GET", `${api}/roles`);
      return answer.json<{ role_id: number; role_name: string; permissions: { resource: string; action: string }[] }[]>();
    };
    const push = { resource: "repository", action: "push" };
    const before = await shown();
    expect(before.map(({ role_id: id }) => id)).toEqual(Object.values(roles).toSorted((a, b) => a - b));
    expect(
      before.filter(({ permissions }) => permissions.some(({ resource, action }) => `${resource}:${action}` === "repository:push")),
    ).toEqual(
      [roles.projectAdmin, roles.developer, roles.maintainer]
        .toSorted((a, b) => a - b)
        .map((id) => expect.objectContaining({ role_id: id })),
    );
    await query("insert into roles (id, name) values (900, 'releaser')");
    await query("insert into role_permissions (role_id, resource, action) values (900, 'repository', 'push')");
    expect((await shown()).at(-1)).toEqual({ role_id: 900, role_name: "releaser", permissions: [push] });
    await query("delete from role_permissions where role_id = 900");
    await query("delete from roles where id = 900");
    expect((await callJson(anonymous, "GET", `${api}/roles`)).status).toBe(401);
  });

  it("another project's administrator learns nothing", async () => {
    const project = await createProject();
    const stranger = await createMember(await createProject(), roles.projectAdmin);
    for (const id of [project.id, 999_999_999]) {
      const answer = await callJson(stranger, "GET", `${api}/projects/${id}/members`);
      expect([answer.status, await codeOf(answer)]).toEqual([403, "FORBIDDEN"]);
    }
  });
});

describe("users", () => {
  it("are made by administrators only; names are taken once, in any case", async () => {
    const user = await createUser();
    const body = { username: fresh("x"), password: "Secret12345", realname: "X", email: `${fresh("x")}@example.com` };
    expect((await callJson(user, "POST", `${api}/users`, body)).status).toBe(403);
    expect((await callJson(anonymous, "POST", `${api}/users`, body)).status).toBe(401);
    const taken = { ...body, username: user.name.toUpperCase() };
    expect((await callJson(admin, "POST", `${api}/users`, taken)).status).toBe(409);
    for (const password of ["short1A", "nouppercase1", "NOLOWER123", "NoDigitsHere", "A1a".repeat(50)]) {
      expect((await callJson(admin, "POST", `${api}/users`, { ...body, password })).status).toBe(400);
    }
  });

  it("current: who asks; nobody is 401", async () => {
    const user = await createUser();
    expect(await (await callJson(user, "GET", `${api}/users/current`)).json()).toMatchObject({
      username: user.name,
      user_id: user.id,
      sysadmin_flag: false,
    });
    expect((await callJson(anonymous, "GET", `${api}/users/current`)).status).toBe(401);
  });

  it("a password is changed with the old one, is good at once, and the old one no more", async () => {
    const user = await createUser();
    const change = (caller: typeof admin, id: number, old: string | undefined, next: string) =>
      callJson(caller, "PUT", `${api}/users/${id}/password`, { old_password: old, new_password: next });
    const other = await createUser();
    expect((await change(other, user.id, user.password, "Changed12345")).status).toBe(403);
    expect((await change(user, user.id, "Wrong12345", "Changed12345")).status).toBe(403);
    expect((await change(user, user.id, user.password, "weak")).status).toBe(400);
    expect((await change(user, user.id, user.password, "Changed12345")).status).toBe(200);
    expect((await callJson(user, "GET", `${api}/users/current`)).status).toBe(401);
    expect((await callJson(basic(user.name, "Changed12345"), "GET", `${api}/users/current`)).status).toBe(200);
    expect((await change(admin, user.id, undefined, "ByAdmin12345")).status).toBe(200);
    expect(await auditRows("resource = ? and operation = 'update' and success = 1", user.name)).toHaveLength(2);
  });

  it("a password is stored as scrypt with N=2^15, r=8, p=1 (invariant 11)", async () => {
    const user = await createUser();
    const [row] = await query<{ password_hash: string }>("select password_hash from users where id = ?", user.id);
    expect(row?.password_hash).toMatch(/^scrypt\$32768\$8\$1\$[\w+/=]{24}\$[\w+/=]{44}$/);
    expect(row?.password_hash).not.toContain(user.password);
  });
});

describe("the site", () => {
  it("ping, version, health with Harbor's names, systeminfo for everybody and for who is signed in", async () => {
    expect(await (await call(anonymous, "GET", `${api}/ping`)).text()).toBe("Pong");
    expect(await (await call(anonymous, "GET", "/api/version")).json()).toEqual({ version: "v2.0" });
    const health = await (await call(anonymous, "GET", `${api}/health`)).json<{ status: string; components: { name: string }[] }>();
    expect(health.status).toBe("healthy");
    expect(health.components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["core", "database", "jobservice", "portal", "registry", "registryctl"]),
    );
    const nobody = await (await call(anonymous, "GET", `${api}/systeminfo`)).json<Record<string, unknown>>();
    expect(nobody.auth_mode).toBe("db_auth");
    expect(nobody).not.toHaveProperty("harbor_version");
    expect(await (await call(admin, "GET", `${api}/systeminfo`)).json()).toMatchObject({
      registry_url: "registry.test",
      trash_retention: 604_800,
    });
  });

  it("openapi.json describes every route; an unknown one is 404 in Harbor's form", async () => {
    const document = await (await call(anonymous, "GET", `${api}/openapi.json`)).json<{ paths: Record<string, object> }>();
    expect(Object.keys(document.paths)).toContain("/projects/{project_name_or_id}/members/{mid}");
    const answer = await call(admin, "GET", `${api}/nothing`);
    expect([answer.status, await codeOf(answer)]).toEqual([404, "NOT_FOUND"]);
  });

  it("the bootstrap administrator and the public project library are there", async () => {
    expect(await query("select name, public from projects where name = 'library'")).toEqual([{ name: "library", public: 1 }]);
    expect(await query("select storage_limit from quotas where project_id = 1")).toEqual([{ storage_limit: -1 }]);
    expect(await query("select username, sysadmin from users where id = 1")).toEqual([{ username: "admin", sysadmin: 1 }]);
  });
});

it("a password that was made for the first start is said to be one, until it is changed", async () => {
  const user = await createUser();
  const current = async (caller: Caller) => (await callJson(caller, "GET", `${api}/users/current`)).json<Record<string, unknown>>();
  expect(await current(user)).not.toHaveProperty("password_must_change");
  await query("update users set password_must_change = 1 where id = ?", user.id);
  expect(await current(user)).toMatchObject({ password_must_change: true });
  const change = { old_password: user.password, new_password: "Changed12345" };
  expect((await callJson(user, "PUT", `${api}/users/${user.id}/password`, change)).status).toBe(200);
  expect(await current(basic(user.name, "Changed12345"))).not.toHaveProperty("password_must_change");
});

/** Robots, groups, users, configuration, the audit log and settings of projects, as Harbor's tools use them. */
import { describe, expect, it } from "vitest";
import { api, auditOf, get, pushImage, type Shown } from "./support/harbor.ts";
import {
  admin,
  anonymous,
  basic,
  bindings,
  call,
  callJson,
  createMember,
  createProject,
  createUser,
  fresh,
  roles,
  token,
  type Caller,
} from "./support/site.ts";

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

  it("sees a project that it may list the repositories of, as one that replicates does, and no other", async () => {
    const [project, other] = [await createProject(), await createProject()];
    await pushImage(admin, `${project.name}/app`);
    await pushImage(admin, `${other.name}/app`);
    const permissions = [project, other].map(({ name }, index) => {
      const access = [{ resource: "repository", action: "pull" }, ...(index === 0 ? [{ resource: "repository", action: "list" }] : [])];
      return { kind: "project", namespace: name, access };
    });
    const robot = await make(admin, { name: fresh("sees"), level: "system", duration: 30, permissions });
    const names = async (path: string) => (await get<Shown[]>(robot, `${path}?page_size=100`)).body.map(({ name }) => String(name));
    expect(await names("/projects")).toContain(project.name);
    expect(await names("/projects")).not.toContain(other.name);
    expect(await names("/repositories")).toContain(`${project.name}/app`);
    expect(await names("/repositories")).not.toContain(`${other.name}/app`);
  });

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
    await bindings.DB.prepare("insert into user_group_members (user_id, group_id) values (?, ?)").bind(user.id, group).run();
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
    const refused = await set({ banner_message: "hello", oidc_endpoint: "https://id.example.com" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("oidc_endpoint");
    expect((await get<{ banner_message: { value: string } }>(admin, "/configurations")).body.banner_message.value).toBe("");
    expect((await set({ oidc_endpoint: "", token_expiration: "30" })).status).toBe(200);
    expect((await set({ token_expiration: 0 })).status).toBe(400);
    const shown = (await get<Record<string, { editable: boolean }>>(admin, "/configurations")).body;
    expect([shown.oidc_endpoint?.editable, shown.token_expiration?.editable]).toEqual([false, true]);
    const user = await createUser();
    expect((await get(user, "/configurations")).status).toBe(403);
    expect((await callJson(user, "PUT", `${api}/configurations`, {})).status).toBe(403);
  });

  it("the times of the site's start can be read", async () => {
    const { status, body } = await get<Record<string, number>>(admin, "/system/times");
    expect(status).toBe(200);
    expect(Object.keys(body)).toContain("trash_retention");
    expect(body.token_expiration).toBe(1800);
  });

  it("kinds of audit events may be switched off; unknown ones are refused", async () => {
    const set = (types: string) => callJson(admin, "PUT", `${api}/configurations`, { disabled_audit_log_event_types: types });
    expect((await set("create_project,nothing_else")).status).toBe(400);
    expect((await set("create_project, delete_project")).status).toBe(200);
    const quiet = await createProject();
    expect((await set("")).status).toBe(200);
    const loud = await createProject();
    expect(await auditOf(quiet.name)).toEqual([]);
    expect(await auditOf(loud.name)).toEqual(["create project"]);
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

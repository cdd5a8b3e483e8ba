/** Harbor's operations on a directory: ping, search and import; and the configuration they go by. */
import { describe, expect, it } from "vitest";
import { bridge, configure, hire, me, people, searchPassword, withDirectory } from "./support/directory.ts";
import { directoryOf } from "./support/fake-bridge.ts";
import { api } from "./support/harbor.ts";
import { admin, auditRows, call, callJson, codeOf, createProject, createUser, fresh, query } from "./support/site.ts";

withDirectory();

const post = (path: string, body?: unknown) => callJson(admin, "POST", `${api}${path}`, body);

describe("ldap/ping", () => {
  it("goes by the configuration when nothing is given, and by what is given else", async () => {
    const { asked } = await bridge();
    for (const body of [undefined, {}, { ldap_uid: "" }]) {
      expect(await (await post("/ldap/ping", body)).json()).toEqual({ success: true, message: "ldaps://directory.test:636" });
      expect(asked.at(-1)?.settings).toMatchObject({ ldap_url: "ldaps://directory.test", ldap_search_password: searchPassword });
    }
    await post("/ldap/ping", { ldap_base_dn: "dc=other", ldap_connection_timeout: 9, ldap_scope: 1 });
    expect(asked.at(-1)?.settings).toMatchObject({
      ldap_base_dn: "dc=other",
      ldap_timeout: 9,
      ldap_scope: 1,
      ldap_search_password: searchPassword,
    });
  });

  it.each([
    ["another address", { ldap_url: "ldap://elsewhere.test" }],
    ["another account", { ldap_search_dn: "cn=other" }],
    ["a certificate that nobody looks at", { ldap_verify_cert: false }],
    ["where another authority is believed", { ldap_ca_certificate: "-----BEGIN CERTIFICATE-----" }],
    ["a connection that becomes TLS later", { ldap_start_tls: true }],
  ])("does not send the stored password to %s", async (_, body) => {
    const { asked } = await bridge();
    await post("/ldap/ping", body);
    expect(asked.at(-1)?.settings).toMatchObject(body);
    expect(JSON.stringify(asked)).not.toContain(searchPassword);
  });
});

describe("ldap/users/search and ldap/groups/search", () => {
  it("find people and groups as Harbor shows them", async () => {
    const { asked } = await bridge();
    const person = hire({ realname: "Ada Lovelace", email: "ada@directory.test" });
    const found = await call(admin, "GET", `${api}/ldap/users/search?username=${person.name}`);
    expect(await found.json()).toEqual([{ username: person.name, realname: "Ada Lovelace", email: "ada@directory.test" }]);
    const groups = await call(admin, "GET", `${api}/ldap/groups/search?groupname=de`);
    expect(await groups.json()).toEqual([{ group_name: "dev", group_type: 1, ldap_group_dn: "cn=dev,dc=test" }]);
    await call(admin, "GET", `${api}/ldap/groups/search?groupdn=${encodeURIComponent("cn=x,dc=test")}`);
    expect(asked.map(({ method, params }) => ({ method, params }))).toEqual([
      { method: "search_people", params: { name: person.name } },
      { method: "search_groups", params: { name: "de", dn: "" } },
      { method: "search_groups", params: { name: "", dn: "cn=x,dc=test" } },
    ]);
  });

  it("412 with the fault's name, 503 without a bridge", async () => {
    const none = await call(admin, "GET", `${api}/ldap/users/search?username=a`);
    expect(none.status).toBe(503);
    expect(await codeOf(none)).toBe("UNAVAILABLE");
    await bridge(() => ({ ok: false, fault: "base_missing", detail: "" }));
    const answer = await call(admin, "GET", `${api}/ldap/groups/search`);
    expect(answer.status).toBe(412);
    expect(await answer.text()).toContain("base_missing");
  });
});

describe("a group that is named here", () => {
  const named = (dn: string) => post("/usergroups", { group_name: fresh("group"), group_type: 1, ldap_group_dn: dn });

  it("201: is one that the directory has, of which it is asked by its DN", async () => {
    const { asked } = await bridge();
    const dn = `cn=${fresh("dev")},dc=test`;
    expect((await named(dn)).status).toBe(201);
    expect(asked).toMatchObject([{ method: "search_groups", params: { name: "", dn } }]);
  });

  it("400: is not one that the directory does not have, in Harbor's words", async () => {
    await bridge(() => ({ ok: true, result: { groups: [] } }));
    const answer = await named("cn=absent,dc=test");
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("LDAP Group DN is not found: DN:cn=absent,dc=test");
    expect(await query("select id from user_groups where ldap_dn = 'cn=absent,dc=test'")).toEqual([]);
  });

  it("412 and 503: is not made while the directory cannot say", async () => {
    expect((await named("cn=a,dc=test")).status).toBe(503);
    await bridge(() => ({ ok: false, fault: "search_refused", detail: "" }));
    expect((await named("cn=a,dc=test")).status).toBe(412);
  });

  it("409: is not made twice, however its DN is written", async () => {
    await bridge();
    const [name, parent] = [fresh("dev"), "ou=groups,dc=test"];
    expect((await named(`cn=${name},${parent}`)).status).toBe(201);
    for (const dn of [`cn=${name}, ou=groups, dc=test`, `CN = ${name.toUpperCase()},${parent}`, `cn=${name},${parent}`]) {
      expect((await named(dn)).status, dn).toBe(409);
    }
    expect(await query("select id from user_groups where dn_key like ?", `cn=${name.toLowerCase()},%`)).toHaveLength(1);
  });

  it("201: is made as it is given while no directory is switched on", async () => {
    const { asked } = await bridge();
    await configure({ auth_mode: "db_auth" });
    expect((await named(`cn=${fresh("dev")},dc=test`)).status).toBe(201);
    await configure({ auth_mode: "ldap_auth" });
    expect(asked).toEqual([]);
  });
});

describe("ldap/users/import", () => {
  it("makes accounts that can be given roles before they log in, and are those of the log-in", async () => {
    await bridge();
    const [one, two] = [hire(), hire()];
    expect((await post("/ldap/users/import", { ldap_uid_list: [one.name, two.name] })).status).toBe(200);
    const project = await createProject();
    const member = { role_id: 2, member_user: { username: one.name } };
    expect((await post(`/projects/${project.id}/members`, member)).status).toBe(201);
    expect((await call(one, "GET", `${api}/projects/${project.id}`)).status).toBe(200);
    expect(await query("select id from users where username in (?, ?)", one.name, two.name)).toHaveLength(2);
    expect(await auditRows("resource_type = 'ldap-user' and description like ?", `%${one.name}%`)).toMatchObject([
      { actor: "admin", success: 1 },
    ]);
    // Again: nothing happens.
    expect((await post("/ldap/users/import", { ldap_uid_list: [one.name] })).status).toBe(200);
  });

  it("is not needed before somebody of the directory is given a role by name", async () => {
    const project = await createProject();
    const [one, off] = [hire({ realname: "Ada Lovelace" }), hire({ disabled: true })];
    const add = (username: string) => post(`/projects/${project.id}/members`, { role_id: 2, member_user: { username } });
    expect((await add(one.name)).status).toBe(503);
    await bridge();
    expect((await add(one.name.toUpperCase())).status).toBe(201);
    expect((await add(one.name)).status).toBe(409);
    expect((await call(one, "GET", `${api}/projects/${project.id}`)).status).toBe(200);
    for (const name of ["nobody", off.name, "a/b"]) expect((await add(name)).status, name).toBe(404);
    expect(await query("select realname from users where username in (?, ?)", one.name, off.name)).toEqual([{ realname: "Ada Lovelace" }]);
    await configure({ auth_mode: "db_auth" });
    expect((await add(hire().name)).status).toBe(404);
    await configure({ auth_mode: "ldap_auth" });
  });

  it("404: one that the directory has twice keeps none of the others", async () => {
    const [before, after] = [hire(), hire()];
    await bridge((asked) =>
      asked.params.name === "twin" ? { ok: false, fault: "name_ambiguous", detail: "" } : directoryOf(people)(asked),
    );
    const answer = await post("/ldap/users/import", { ldap_uid_list: [before.name, "twin", after.name] });
    expect(answer.status).toBe(404);
    expect((await answer.json<{ uid: string }[]>()).map(({ uid }) => uid)).toEqual(["twin"]);
    expect(await query("select id from users where username in (?, ?)", before.name, after.name)).toHaveLength(2);
  });

  it("404: lists those it could not make, and makes the others", async () => {
    await bridge();
    const [good, off] = [hire(), hire({ disabled: true })];
    const answer = await post("/ldap/users/import", { ldap_uid_list: ["nobody", good.name, off.name, "a/b"] });
    expect(answer.status).toBe(404);
    const failed = await answer.json<{ uid: string; error: string }[]>();
    expect(failed.map(({ uid }) => uid)).toEqual(["nobody", off.name, "a/b"]);
    expect(failed.every(({ error }) => error.length > 0)).toBe(true);
    expect(await query("select id from users where username = ?", good.name)).toHaveLength(1);
  });
});

describe("the configuration", () => {
  it.each([
    ["ldap_scope", 3],
    ["ldap_timeout", 0],
    ["ldap_url", "http://directory"],
    ["ldap_uid", "a)(b"],
    ["ldap_filter", "(uid=a"],
    ["ldap_filter", "person"],
    ["ldap_ca_certificate", "x"],
    ["ldap_lockout_attempts", -1],
  ])("400: %s cannot be %j", async (key, value) => {
    const answer = await callJson(admin, "PUT", `${api}/configurations`, { [key]: value });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(key);
  });

  it("is stored with the search password sealed, and never shown", async () => {
    const [row] = await query<{ value: string }>("select value from configuration where key = 'ldap_search_password'");
    expect(row?.value).toMatch(/^v1\./);
    expect(await (await call(admin, "GET", `${api}/configurations`)).text()).not.toContain("ldap_search_password");
    expect(await auditRows("description like ?", `%${searchPassword}%`)).toEqual([]);
  });

  it("auth_mode is read back as set, also by who is not logged in; local accounts stay on", async () => {
    await bridge();
    const info = await (await call({ authorization: null }, "GET", `${api}/systeminfo`)).json<{ auth_mode: string }>();
    expect(info.auth_mode).toBe("ldap_auth");
    expect((await me(await createUser())).status).toBe(200);
    expect(Object.keys(people)).toEqual([]);
  });
});

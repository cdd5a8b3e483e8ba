/** Log-in by a directory, through bridges that speak the real protocol before directories that the tests make up. */
import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { bridge, configure, hire, me, people, searchPassword, withDirectory } from "./support/directory.ts";
import { api } from "./support/harbor.ts";
import { admin, auditRows, basic, call, callJson, type Caller, createProject, createUser, fresh, query, roles } from "./support/site.ts";

withDirectory();

/** RFC 7617 §2.1 */
function basicUtf8(username: string, password: string): Caller {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

interface Me {
  readonly user_id: number;
  readonly username: string;
  readonly realname: string;
  readonly email: string;
  readonly admin_role_in_auth: boolean;
  readonly sysadmin_flag: boolean;
  readonly provider: string;
}

async function meJson(caller: Caller): Promise<Me> {
  const answer = await me(caller);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json<Me>();
}

describe("a log-in", () => {
  it("makes an account at the first time, and brings name and mail up to date later", async () => {
    await bridge();
    const person = hire({ realname: "Ada Lovelace", email: "ada@directory.test" });
    const first = await meJson(person);
    expect(first).toMatchObject({ username: person.name, realname: "Ada Lovelace", email: "ada@directory.test", sysadmin_flag: false });
    expect(await auditRows("resource = ? and operation = 'create'", person.name)).toMatchObject([{ actor: "roadstead", success: 1 }]);
    people[person.name] = { password: "Other-password-1", realname: "Ada King" };
    const second = await meJson(basic(person.name, "Other-password-1"));
    expect(second).toMatchObject({ user_id: first.user_id, realname: "Ada King" });
  });

  it("brings a mail address that was not there, or was another account's, as soon as it can be had", async () => {
    await bridge();
    const taken = await createUser();
    const [row] = await query<{ email: string }>("select email from users where id = ?", taken.id);
    const [one, two] = [hire({ email: "" }), hire({ email: row?.email ?? "" })];
    for (const person of [one, two]) expect((await meJson(person)).email).toBe("");
    people[one.name] = { password: "Other-password-1", email: `${one.name}@directory.test` };
    people[two.name] = { password: "Other-password-1", email: row?.email ?? "" };
    await callJson(admin, "DELETE", `${api}/users/${taken.id}`);
    await query("update directory_accounts set checked_at = 1");
    expect((await meJson(basic(one.name, "Other-password-1"))).email).toBe(`${one.name}@directory.test`);
    expect((await meJson(basic(two.name, "Other-password-1"))).email).toBe(row?.email);
  });

  it("gives a token, as for any account", async () => {
    await bridge();
    const person = hire();
    const answer = await call(person, "GET", "/service/token?service=harbor-registry");
    expect(answer.status).toBe(200);
    expect((await call(basic(person.name, "wrong"), "GET", "/service/token?service=harbor-registry")).status).toBe(401);
  });

  it("401: wrong password, unknown name, and nothing at all, which is never sent", async () => {
    const { asked } = await bridge();
    const person = hire();
    for (const nothing of ["", "\0", `${person.password}\0`]) expect((await me(basic(person.name, nothing))).status).toBe(401);
    expect(asked).toEqual([]);
    expect((await me(basic(person.name, "wrong"))).status).toBe(401);
    expect((await me(basic(fresh("nobody"), "wrong"))).status).toBe(401);
    expect(asked.map(({ method }) => method)).toEqual(["login", "login"]);
  });

  it("does not send what an account of this site or a robot answers", async () => {
    const { asked } = await bridge();
    const local = await createUser();
    expect((await me(local)).status).toBe(200);
    expect((await me(admin)).status).toBe(200);
    expect((await me(basic("robot$nobody", "Secret12345"))).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it("of a name that both have is told apart by who knows the password; the two are never one", async () => {
    await bridge();
    const local = await createUser();
    people[local.name.toLowerCase()] = { password: "Of-the-directory-1", email: `${local.name}@example.com` };
    const theirs = await meJson(basic(local.name, "Of-the-directory-1"));
    expect(theirs.username).toBe(`${local.name.toLowerCase()}@ldap`);
    expect(theirs.user_id).not.toBe(local.id);
    // Nor does it take the address.
    expect(theirs.email).toBe("");
    expect(theirs.provider).toBe("ldap");
    expect(await meJson(local)).toMatchObject({ user_id: local.id, username: local.name, provider: "local" });
    expect(await meJson(basic(`${local.name}@ldap`, "Of-the-directory-1"))).toMatchObject({ user_id: theirs.user_id });
    expect((await me(basic(`${local.name}@ldap`, local.password))).status).toBe(401);
  });

  it("keeps its name here to itself: no account of this site can be called so", async () => {
    const user = { username: `${fresh("bob")}@LDAP`, password: "Harbor12345", realname: "Bob", email: `${fresh("bob")}@example.com` };
    const answer = await callJson(admin, "POST", `${api}/users`, user);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("@ldap");
  });

  it("is the same account however the name is typed", async () => {
    await bridge();
    const person = hire();
    const { user_id: id } = await meJson(person);
    expect(await meJson(basic(person.name.toUpperCase(), person.password))).toMatchObject({ user_id: id });
  });

  it("by a name that cannot be one here is refused", async () => {
    await bridge();
    const person = hire({ name: "a/b" });
    expect((await me(person)).status).toBe(401);
  });

  it("stops when the directory is switched off", async () => {
    const { asked } = await bridge();
    const person = hire();
    await meJson(person);
    await configure({ auth_mode: "db_auth" });
    const before = asked.length;
    expect((await me(person)).status).toBe(401);
    expect(asked).toHaveLength(before);
    await configure({ auth_mode: "ldap_auth" });
    const configuration = await (await call(admin, "GET", `${api}/configurations`)).json<Record<string, { value: unknown }>>();
    expect(configuration.auth_mode?.value).toBe("ldap_auth");
    expect(configuration.ldap_search_password).toBeUndefined();
  });
});

describe("what is sent", () => {
  it("is sealed: neither the person's nor the search account's password is on the wire, and the bridge reads both", async () => {
    const one = await bridge();
    const seen: string[] = [];
    one.socket.addEventListener("message", ({ data }) => void seen.push(String(data)));
    const person = hire();
    await meJson(person);
    expect(one.asked[0]).toMatchObject({ params: { password: person.password }, settings: { ldap_search_password: searchPassword } });
    expect(seen.length).toBeGreaterThan(0);
    for (const secret of [person.password, searchPassword, person.name]) expect(seen.join("\n")).not.toContain(secret);
  });
});

describe("a password that was right", () => {
  it("is asked once in a minute; a wrong one each time", async () => {
    const { asked } = await bridge();
    const person = hire();
    for (let times = 0; times < 3; times += 1) expect((await me(person)).status).toBe(200);
    expect(asked).toHaveLength(1);
    for (let times = 0; times < 2; times += 1) expect((await me(basic(person.name, "wrong"))).status).toBe(401);
    expect(asked).toHaveLength(3);
  });

  it("is asked once when it comes ten times at the same moment", async () => {
    const { asked } = await bridge();
    const person = hire();
    const answers = await Promise.all(Array.from({ length: 10 }, () => me(person)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(asked).toHaveLength(1);
    expect(await query("select id from users where username = ?", person.name)).toHaveLength(1);
  });
});

describe("two names that differ by an accent", () => {
  it("are two people for a directory that tells them apart, also when they have one password", async () => {
    await bridge();
    const name = fresh("jose").toLowerCase();
    const password = "Welcome-to-the-company-1";
    for (const one of [name, `${name}\u0301`]) people[one] = { password };
    const [accented, plain] = [await meJson(basicUtf8(`${name}\u0301`, password)), await meJson(basicUtf8(name, password))];
    expect([accented.username, plain.username]).toEqual([`${name}\u0301`, name]);
    expect(accented.user_id).not.toBe(plain.user_id);
  });
});

describe("failed log-ins of a name", () => {
  it("stop at three, whatever the address and the spelling: the directory is not asked any more", async () => {
    const { asked } = await bridge();
    const person = hire();
    const attempts = [person.name, person.name.toUpperCase(), `${person.name} `];
    for (const [index, name] of attempts.entries()) expect((await me(basic(name.trim(), "wrong"), `198.51.100.${index}`)).status).toBe(401);
    const refused = await me(person, "198.51.100.9");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(29 * 60);
    expect(asked).toHaveLength(3);
  });

  it("never pass the bound, also at the same moment", async () => {
    const { asked } = await bridge();
    const person = hire();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => me(basic(person.name, `wrong-${index}`), `198.51.100.${index}`)),
    );
    expect(asked).toHaveLength(3);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  it("of one spelling are not forgotten with a success of another one, which may be somebody else", async () => {
    const { asked } = await bridge();
    const name = fresh("jose").toLowerCase();
    const accented = `${name}\u0301`;
    people[name] = { password: "Of-the-victim-1" };
    people[accented] = { password: "Of-the-attacker-1" };
    const attempt = (typed: string, password: string) => me(basicUtf8(typed, password));
    for (let times = 0; times < 2; times += 1) expect((await attempt(name, `wrong-${times}`)).status).toBe(401);
    expect((await attempt(accented, "Of-the-attacker-1")).status).toBe(200);
    expect((await attempt(name, "wrong-2")).status).toBe(401);
    expect((await attempt(name, "wrong-3")).status).toBe(429);
    expect(asked).toHaveLength(4);
  });

  it("are forgotten with a success", async () => {
    const { asked } = await bridge();
    const person = hire();
    for (const password of ["wrong", "wrong", person.password, "wrong", "wrong", person.password]) await me(basic(person.name, password));
    expect((await me(person)).status).toBe(200);
    expect(asked.length).toBeGreaterThan(4);
  });
});

describe("groups", () => {
  const dn = (name: string) => `CN=${name},OU=Groups,DC=test`;

  async function roleOf(group: { ldap_group_dn: string; group_name?: string }, project: { id: number }): Promise<void> {
    const answer = await callJson(admin, "POST", `${api}/projects/${project.id}/members`, {
      role_id: roles.developer,
      member_group: { ...group, group_type: 1 },
    });
    expect(answer.status, await answer.clone().text()).toBe(201);
  }

  const sees = async (caller: Caller, { id }: { id: number }) => (await call(caller, "GET", `${api}/projects/${id}`)).status;

  it("give their roles, however a DN is written, and take them with the next log-in", async () => {
    await bridge();
    const project = await createProject();
    const name = fresh("group");
    await roleOf({ ldap_group_dn: `cn=${name.toUpperCase()}, ou=groups, dc=TEST` }, project);
    const person = hire({ groups: [dn("other"), dn(name)] });
    expect(await sees(person, project)).toBe(200);
    people[person.name] = { password: "Changed-password-1", groups: [dn("other")] };
    expect(await sees(basic(person.name, "Changed-password-1"), project)).toBe(403);
  });

  it("that get a role after the log-in give it at once", async () => {
    await bridge();
    const project = await createProject();
    const name = fresh("group");
    const person = hire({ groups: [dn(name)] });
    expect(await sees(person, project)).toBe(403);
    await roleOf({ ldap_group_dn: dn(name) }, project);
    expect(await sees(person, project)).toBe(200);
    expect(await sees(hire(), project)).toBe(403);
  });

  it("of 500 are all kept", async () => {
    await bridge();
    const project = await createProject();
    const name = fresh("group");
    await roleOf({ ldap_group_dn: dn(name) }, project);
    const person = hire({ groups: [...Array.from({ length: 499 }, (_, index) => dn(`g${index}`)), dn(name)] });
    expect(await sees(person, project)).toBe(200);
  });

  it("of administrators make one, as long as the directory says so", async () => {
    await bridge();
    const person = hire({ admin: true });
    expect(await meJson(person)).toMatchObject({ admin_role_in_auth: true, sysadmin_flag: false });
    expect((await call(person, "GET", `${api}/users`)).status).toBe(200);
    const project = await createProject();
    expect(await sees(person, project)).toBe(200);
    people[person.name] = { password: "Changed-password-1", admin: false };
    const changed = basic(person.name, "Changed-password-1");
    expect(await meJson(changed)).toMatchObject({ admin_role_in_auth: false });
    expect((await call(changed, "GET", `${api}/users`)).status).toBe(403);
  });
});

describe("an account of the directory", () => {
  it("has no password here to change, and none to log in with", async () => {
    await bridge();
    const person = hire();
    const { user_id: id } = await meJson(person);
    const change = { old_password: person.password, new_password: "Another12345" };
    expect((await callJson(person, "PUT", `${api}/users/${id}/password`, change)).status).toBe(403);
    expect((await callJson(admin, "PUT", `${api}/users/${id}/password`, change)).status).toBe(403);
  });

  it("that is deleted here comes back as another one", async () => {
    await bridge();
    const person = hire();
    const { user_id: id } = await meJson(person);
    expect((await callJson(admin, "DELETE", `${api}/users/${id}`)).status).toBe(200);
    expect((await meJson(person)).user_id).not.toBe(id);
  });
});

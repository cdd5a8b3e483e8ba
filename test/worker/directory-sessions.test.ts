/** Sessions of people in a directory: they last as long as the directory stands by them, give or take a minute. */
import { describe, expect, it } from "vitest";
import { Browser } from "./support/browser.ts";
import { bridge, configure, hire, me, people, withDirectory } from "./support/directory.ts";
import { api } from "./support/harbor.ts";
import { admin, auditRows, basic, bindings, callJson, createProject, fresh, query, until } from "./support/site.ts";

withDirectory();

async function browserOf(person: { name: string; password: string }): Promise<Browser> {
  const browser = new Browser();
  expect((await browser.logIn(person)).status).toBe(200);
  return browser;
}

const statusOfMe = async (browser: Browser) => (await browser.send("GET", `${api}/users/current`)).status;

/** As if the directory had been asked so long ago. */
async function age(name: string, seconds: number): Promise<void> {
  await bindings.DB.prepare("update directory_accounts set checked_at = checked_at - ? where name = ?")
    .bind(seconds * 1000, name)
    .run();
}

describe("a session", () => {
  it("is believed for a minute, then the directory is asked again", async () => {
    const one = await bridge();
    const person = hire();
    const browser = await browserOf(person);
    one.asked.length = 0;
    expect(await statusOfMe(browser)).toBe(200);
    expect(one.asked).toEqual([]);
    await age(person.name, 61);
    expect(await statusOfMe(browser)).toBe(200);
    expect(one.asked).toMatchObject([{ method: "lookup", params: { name: person.name } }]);
    expect(await statusOfMe(browser)).toBe(200);
    expect(one.asked).toHaveLength(1);
  });

  it("is confirmed beside the request when half of the minute is over", async () => {
    const one = await bridge();
    const person = hire();
    const browser = await browserOf(person);
    one.asked.length = 0;
    await age(person.name, 40);
    expect(await statusOfMe(browser)).toBe(200);
    await until("the directory is asked", () => one.asked.length === 1);
  });

  it.each([
    ["disabled", (name: string) => Object.assign(people[name] ?? {}, { disabled: true })],
    ["removed", (name: string) => delete people[name]],
  ])("ends within the minute when the account is %s, for good", async (_, happens) => {
    await bridge();
    const person = hire();
    const before = people[person.name];
    const browser = await browserOf(person);
    happens(person.name);
    await age(person.name, 61);
    expect(await statusOfMe(browser)).toBe(401);
    expect(await query("select 1 from sessions s join users u on u.id = s.user_id where u.username = ?", person.name)).toEqual([]);
    expect(await auditRows("resource = ? and description like '%the directory says%'", person.name)).toHaveLength(1);
    // Also when the directory takes it back.
    people[person.name] = { ...before, disabled: false, password: person.password };
    expect(await statusOfMe(browser)).toBe(401);
  });

  it("ends when the directory refuses a log-in of the same account", async () => {
    await bridge();
    const person = hire();
    const browser = await browserOf(person);
    people[person.name] = { password: "Changed-password-1", disabled: true };
    await new Browser().logIn({ ...person, password: "Changed-password-1" });
    expect(await statusOfMe(browser)).toBe(401);
  });

  it.each(["a log-in", "its own confirmation"])("ends when %s finds the name with somebody else", async (how) => {
    await bridge();
    const person = hire({ dn: "uid=first,ou=left,dc=test" });
    const browser = await browserOf(person);
    const next = basic(person.name, "Another-person-1");
    people[person.name] = { password: "Another-person-1", dn: "uid=second,dc=test" };
    if (how === "a log-in") expect((await me(next)).status).toBe(200);
    else await age(person.name, 61);
    expect(await statusOfMe(browser)).toBe(401);
    expect(await query("select 1 from sessions s join users u on u.id = s.user_id where u.username = ?", person.name)).toEqual([]);
    expect((await me(next)).status).toBe(200);
  });

  it("goes on when the directory only writes its DN in another way", async () => {
    await bridge();
    const person = hire({ dn: "uid=a,dc=test" });
    const browser = await browserOf(person);
    Object.assign(people[person.name] ?? {}, { dn: "UID=a, DC=test" });
    await age(person.name, 61);
    expect(await statusOfMe(browser)).toBe(200);
  });

  it("ends when the directory takes the name for another one, which is what it has now", async () => {
    await bridge();
    const person = hire();
    const browser = await browserOf(person);
    Object.assign(people[person.name] ?? {}, { name: `${person.name}\u0301` });
    await age(person.name, 61);
    expect(await statusOfMe(browser)).toBe(401);
  });

  it("loses what its groups gave", async () => {
    await bridge();
    const project = await createProject();
    const dn = `cn=${fresh("group")},dc=test`;
    await callJson(admin, "POST", `${api}/projects/${project.id}/members`, {
      role_id: 2,
      member_group: { ldap_group_dn: dn, group_type: 1 },
    });
    const person = hire({ groups: [dn], admin: true });
    const browser = await browserOf(person);
    const status = async (path: string) => (await browser.send("GET", `${api}${path}`)).status;
    expect(await status(`/projects/${project.id}`)).toBe(200);
    expect(await status("/users")).toBe(200);
    people[person.name] = { password: person.password, groups: [], admin: false };
    await age(person.name, 61);
    expect(await status("/users")).toBe(403);
    expect(await status(`/projects/${project.id}`)).toBe(403);
  });

  it("503: when nobody can be asked, is not believed, and goes on when somebody can", async () => {
    const one = await bridge();
    const person = hire();
    const browser = await browserOf(person);
    one.socket.close();
    await age(person.name, 61);
    await until("the site knows that the bridge is gone", async () => (await statusOfMe(browser)) === 503);
    await bridge();
    expect(await statusOfMe(browser)).toBe(200);
  });

  it("401: a fault behind the bridge does not end it", async () => {
    const one = await bridge();
    const person = hire();
    const browser = await browserOf(person);
    const { answers } = one;
    one.answers = () => ({ ok: false, fault: "unreachable", detail: "" });
    await age(person.name, 61);
    expect(await statusOfMe(browser)).toBe(401);
    one.answers = answers;
    expect(await statusOfMe(browser)).toBe(200);
  });

  it("ends when log-in by the directory is switched off", async () => {
    await bridge();
    const person = hire();
    const browser = await browserOf(person);
    await configure({ auth_mode: "db_auth" });
    await age(person.name, 61);
    expect(await statusOfMe(browser)).toBe(401);
    await configure({ auth_mode: "ldap_auth" });
    expect(await statusOfMe(browser)).toBe(401);
  });
});

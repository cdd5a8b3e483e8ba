/** Tokens of people in a directory: docker holds one for half an hour, and the directory has to stand by it each minute. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { Browser } from "./support/browser.ts";
import { bridge, hire, me, people, withDirectory } from "./support/directory.ts";
import { api } from "./support/harbor.ts";
import { admin, call, callJson, type Caller, createProject, fresh, query, roles, until } from "./support/site.ts";

withDirectory();
afterEach(() => vi.useRealTimers());

interface Holder extends Caller {
  readonly name: string;
  readonly password: string;
}

/** A token that was given out so long ago, for a project whose developers are a group of the directory. */
async function tokenOf(person: Holder, { secondsAgo, scope }: { secondsAgo: number; scope?: string }): Promise<Caller> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - secondsAgo * 1000 });
  const path = `/service/token?service=harbor-registry${scope === undefined ? "" : `&scope=${scope}`}`;
  // Failures of other tests, which lie in the future then, are not counted against an address of its own.
  const answer = await call(person, "GET", path, { headers: { "CF-Connecting-IP": fresh("address") } });
  vi.useRealTimers();
  expect(answer.status, await answer.clone().text()).toBe(200);
  return { authorization: `Bearer ${(await answer.json<{ token: string }>()).token}` };
}

const statusOf = async (token: Caller, path = "/v2/") => (await call(token, "GET", path)).status;
const lookups = (asked: readonly { method: string }[]) => asked.filter(({ method }) => method === "lookup").length;

describe("a token of somebody in the directory", () => {
  it("is believed for a minute, then the directory is asked, and again a minute later", async () => {
    const { asked } = await bridge();
    const person = hire();
    const fresher = await tokenOf(person, { secondsAgo: 20 });
    expect(await statusOf(fresher)).toBe(200);
    expect(lookups(asked)).toBe(0);
    const older = await tokenOf(hire(), { secondsAgo: 61 });
    for (let times = 0; times < 3; times += 1) expect(await statusOf(older)).toBe(200);
    expect(lookups(asked)).toBe(1);
  });

  it.each([
    ["disabled", (name: string) => Object.assign(people[name] ?? {}, { disabled: true })],
    ["removed", (name: string) => delete people[name]],
  ])("is void within the minute when the account is %s, for good", async (_, happens) => {
    await bridge();
    const person = hire();
    const before = people[person.name];
    const token = await tokenOf(person, { secondsAgo: 61 });
    happens(person.name);
    const refused = await call(token, "GET", "/v2/");
    expect(refused.status).toBe(401);
    expect(refused.headers.get("WWW-Authenticate")).toContain('error="invalid_token"');
    people[person.name] = { ...before, disabled: false, password: person.password };
    expect((await me(person)).status).toBe(200);
    expect(await statusOf(token)).toBe(401);
  });

  it("is asked for beside the request when half of the minute is over", async () => {
    const { asked } = await bridge();
    const person = hire();
    const token = await tokenOf(person, { secondsAgo: 40 });
    Object.assign(people[person.name] ?? {}, { disabled: true });
    expect(await statusOf(token)).toBe(200);
    await until("the directory is asked", () => lookups(asked) === 1);
    await until("the token is void", async () => (await statusOf(token)) === 401);
    expect(lookups(asked)).toBe(1);
  });

  it("is void when a group is lost that its rights came from", async () => {
    await bridge();
    const project = await createProject();
    const dn = `cn=${fresh("group")},dc=test`;
    const member = { role_id: roles.developer, member_group: { ldap_group_dn: dn, group_type: 1 } };
    expect((await callJson(admin, "POST", `${api}/projects/${project.id}/members`, member)).status).toBe(201);
    const person = hire({ groups: [dn] });
    const scope = `repository:${project.name}/app:pull`;
    const path = `/v2/${project.name}/app/tags/list`;
    const token = await tokenOf(person, { secondsAgo: 61, scope });
    expect(await statusOf(token, path)).toBe(404);
    const other = hire({ groups: [dn] });
    const lost = await tokenOf(other, { secondsAgo: 61, scope });
    Object.assign(people[other.name] ?? {}, { groups: [] });
    expect(await statusOf(lost, path)).toBe(401);
    expect(await statusOf(token, path)).toBe(404);
    // The next one has what is left.
    expect(await statusOf(await tokenOf(other, { secondsAgo: 0, scope }))).toBe(200);
  });

  it("503: when nobody can be asked, is not believed, and goes on when somebody can", async () => {
    const one = await bridge();
    const token = await tokenOf(hire(), { secondsAgo: 61 });
    one.socket.close();
    await until("the site knows that the bridge is gone", async () => (await statusOf(token)) === 503);
    await bridge();
    expect(await statusOf(token)).toBe(200);
  });

  it("401: a fault behind the bridge does not end it", async () => {
    const one = await bridge();
    const { answers } = one;
    const token = await tokenOf(hire(), { secondsAgo: 61 });
    one.answers = () => ({ ok: false, fault: "unreachable", detail: "" });
    expect(await statusOf(token)).toBe(401);
    one.answers = answers;
    expect(await statusOf(token)).toBe(200);
  });

  it("503: too many requests that wait do not end it, nor send its holder for another", async () => {
    const one = await bridge();
    const { answers } = one;
    const token = await tokenOf(hire(), { secondsAgo: 61 });
    one.answers = () => ({ ok: false, fault: "bridge_busy", detail: "" });
    const busy = await call(token, "GET", "/v2/");
    expect(busy.status).toBe(503);
    expect(busy.headers.get("Retry-After")).toBe("1");
    one.answers = answers;
    expect(await statusOf(token)).toBe(200);
  });

  it("is void within the minute when the account is deleted here", async () => {
    await bridge();
    const person = hire();
    const token = await tokenOf(person, { secondsAgo: 61 });
    const { user_id: id } = await (await me(person)).json<{ user_id: number }>();
    expect((await callJson(admin, "DELETE", `${api}/users/${id}`)).status).toBe(200);
    expect(await statusOf(token)).toBe(401);
  });
});

describe("once the directory has said no", () => {
  it("a password that was right a moment before is asked again, and gives no token", async () => {
    const { asked } = await bridge();
    const person = hire();
    const browser = new Browser();
    expect((await browser.logIn(person)).status).toBe(200);
    expect((await me(person)).status).toBe(200);
    Object.assign(people[person.name] ?? {}, { disabled: true });
    await query("update directory_accounts set checked_at = 1 where name = ?", person.name);
    expect((await browser.send("GET", `${api}/users/current`)).status).toBe(401);
    const before = asked.length;
    expect((await call(person, "GET", "/service/token?service=harbor-registry")).status).toBe(401);
    expect(asked.slice(before).map(({ method }) => method)).toEqual(["login"]);
  });
});

/** Log-ins of people in a browser: cookies, the token against forged requests, and what ends a session. */
import { describe, expect, it } from "vitest";
import { Browser } from "./support/browser.ts";
import { api } from "./support/harbor.ts";
import { admin, bindings, call, callJson, createUser, fresh, type Person } from "./support/site.ts";

async function statusOfMe(browser: Browser): Promise<number> {
  return (await browser.send("GET", `${api}/users/current`)).status;
}

describe("a session", () => {
  it("begins with the password and ends with the log-out; its id is another each time", async () => {
    const user = await createUser();
    const browser = new Browser();
    const answer = await browser.logIn(user);
    expect(answer.status).toBe(200);
    const cookie = answer.headers.getSetCookie().find((text) => text.startsWith("sid=")) ?? "";
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Lax");
    expect(await statusOfMe(browser)).toBe(200);
    const first = browser.cookies.get("sid");
    expect((await browser.logIn(user)).status).toBe(200);
    expect(browser.cookies.get("sid")).not.toBe(first);
    const stale = new Browser();
    stale.cookies.set("sid", first ?? "");
    expect(await statusOfMe(stale)).toBe(401);
    expect((await browser.send("GET", "/c/log_out")).status).toBe(200);
    expect(await statusOfMe(browser)).toBe(401);
    const { results } = await bindings.DB.prepare("select operation from audit_log where actor = ? and resource_type = 'user' order by id")
      .bind(user.name)
      .all<{ operation: string }>();
    expect(results.map(({ operation }) => operation)).toEqual(["login", "login", "logout"]);
  });

  it("is not stored as it is", async () => {
    const user = await createUser();
    const browser = new Browser();
    await browser.logIn(user);
    const { results } = await bindings.DB.prepare("select id_hash from sessions where user_id = ?")
      .bind(user.id)
      .all<{ id_hash: string }>();
    expect(results).toHaveLength(1);
    expect(results[0]?.id_hash).not.toContain(browser.cookies.get("sid") ?? "");
  });

  it("wrong password and unknown user are answered alike, with nothing", async () => {
    const user = await createUser();
    const browser = new Browser();
    for (const who of [
      { name: user.name, password: "Wrong12345" },
      { name: fresh("nobody"), password: "Wrong12345" },
    ]) {
      const answer = await browser.logIn(who);
      expect([answer.status, await answer.text()]).toEqual([401, ""]);
    }
    expect(browser.cookies.has("sid")).toBe(false);
  });

  it.each<[string, (user: Person) => Promise<Response>]>([
    [
      "a new password",
      (user) => callJson(user, "PUT", `${api}/users/${user.id}/password`, { old_password: user.password, new_password: "Other12345" }),
    ],
    ["another role on the site", (user) => callJson(admin, "PUT", `${api}/users/${user.id}/sysadmin`, { sysadmin_flag: true })],
    ["the end of the account", (user) => call(admin, "DELETE", `${api}/users/${user.id}`)],
  ])("ends with %s", async (_, change) => {
    const user = await createUser();
    const browser = new Browser();
    await browser.logIn(user);
    expect(await statusOfMe(browser)).toBe(200);
    expect((await change(user)).status).toBe(200);
    expect(await statusOfMe(browser)).toBe(401);
  });
});

describe("a forged request", () => {
  it("changes nothing without the token; the refusal brings one, as Harbor's clients expect", async () => {
    const user = await createUser();
    const browser = new Browser();
    await browser.logIn(user);
    const body = JSON.stringify({ project_name: fresh("forged") });
    for (const token of [null, "AAAA", "A".repeat(44)]) {
      const refused = await browser.send("POST", `${api}/projects`, { body, token });
      expect(refused.status).toBe(403);
      expect(refused.headers.get("X-Harbor-CSRF-Token")).toBeTruthy();
    }
    expect((await browser.send("POST", `${api}/projects`, { body })).status).toBe(201);
  });

  it("another's token does not help, nor one from before the log-in", async () => {
    const [user, attacker] = [await createUser(), await createUser()];
    const [browser, other] = [new Browser(), new Browser()];
    await browser.send("GET", "/c/log_out");
    const before = browser.token;
    await browser.logIn(user);
    await other.logIn(attacker);
    const body = JSON.stringify({ project_name: fresh("forged") });
    for (const token of [before, other.token]) expect((await browser.send("POST", `${api}/projects`, { body, token })).status).toBe(403);
  });

  it("a log-in needs the token, too", async () => {
    const user = await createUser();
    const form = new URLSearchParams({ principal: user.name, password: user.password }).toString();
    const browser = new Browser();
    const refused = await browser.send("POST", "/c/login", { body: form, type: "application/x-www-form-urlencoded", token: null });
    expect(refused.status).toBe(403);
    expect((await browser.send("POST", "/c/login", { body: form, type: "application/x-www-form-urlencoded" })).status).toBe(200);
  });
});

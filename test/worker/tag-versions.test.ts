/** Changes of tags that another site brings (design invariant 6): the greater version stays, whatever the order, and only a site is believed. */
import { describe, expect, it } from "vitest";
import { api, pushImage } from "./support/harbor.ts";
import { admin, basic, call, type Caller, callJson, createProject, digestOf, fresh, ociManifest, query } from "./support/site.ts";

async function robot(...system: string[]): Promise<Caller> {
  const pairs = (all: readonly string[]) => all.map((pair) => ({ resource: pair.split(":")[0], action: pair.split(":")[1] }));
  const permissions = [
    { kind: "project", namespace: "*", access: pairs(["repository:pull", "repository:push", "repository:delete"]) },
    ...(system.length > 0 ? [{ kind: "system", namespace: "/", access: pairs(system) }] : []),
  ];
  const body = { name: fresh("peer"), level: "system", duration: -1, permissions };
  const answer = await callJson(admin, "POST", `${api}/robots`, body);
  const { name, secret } = await answer.json<{ name: string; secret: string }>();
  return basic(name, secret);
}

const peer = await robot("site:replicate");
const stranger = await robot();

/** Two images of a repository whose tag is brought and not pushed. */
async function place() {
  const project = await createProject();
  const repository = `${project.name}/app`;
  const bodies = await Promise.all(
    ["a", "b"].map(async () => {
      const { digest } = await pushImage(admin, repository);
      return (await call(admin, "GET", `/v2/${repository}/manifests/${digest}`)).text();
    }),
  );
  const [one = "", two = ""] = bodies;
  const bring = (body: string | null, origin: string, options: { seen?: string; as?: Caller; tag?: string; via?: string } = {}) => {
    const { seen = "", as = peer, tag = "v1", via = "west" } = options;
    const headers = { "Content-Type": ociManifest, "Roadstead-Origin": origin, "Roadstead-Seen": seen, "Roadstead-Via": via };
    const path = `/v2/${repository}/manifests/${tag}`;
    return body === null ? call(as, "DELETE", path, { headers }) : call(as, "PUT", path, { body, headers });
  };
  const at = async (tag = "v1") => (await call(admin, "HEAD", `/v2/${repository}/manifests/${tag}`)).headers.get("Docker-Content-Digest");
  const conflicts = async () =>
    (await query<{ n: number }>("select count(*) as n from audit_log where operation = 'conflict' and resource = ?", `${repository}:v1`))[0]
      ?.n;
  return { project, repository, one, two, bring, at, conflicts };
}

const digest = (body: string) => digestOf(body);

describe("a change from another site", () => {
  it("applies when it is greater than what is here, and not when it is older, whatever the order", async () => {
    const { one, two, bring, at } = await place();
    expect((await bring(one, "west;1000;0")).status).toBe(201);
    expect(await at()).toBe(digest(one));
    const older = await bring(two, "west;999;7");
    expect([older.status, older.headers.get("Roadstead-Kept")]).toEqual([201, "west;1000;0"]);
    expect(await at()).toBe(digest(one));
    expect((await bring(two, "west;1000;1", { seen: "west;1000;0" })).headers.get("Roadstead-Kept")).toBeNull();
    expect(await at()).toBe(digest(two));
    // The site's id decides between equal clocks.
    expect((await bring(one, "east;1000;1", { seen: "west;1000;1" })).headers.get("Roadstead-Kept")).toBe("west;1000;1");
    expect(await at()).toBe(digest(two));
  });

  it("that comes twice changes nothing the second time, and is written down once", async () => {
    const { repository, one, bring } = await place();
    await bring(one, "west;1000;0");
    const events = async () =>
      (await query<{ n: number }>("select count(*) as n from outbox where payload like ?", `%${repository}%"v1"%`))[0]?.n;
    const before = await events();
    expect((await bring(one, "west;1000;0")).status).toBe(201);
    expect(await events()).toBe(before);
  });

  it("is greater than a local push only by its clock; the next local push is greater than both", async () => {
    const { repository, one, two, bring, at } = await place();
    await bring(one, `west;${Date.now() + 3_600_000};0`);
    await call(admin, "PUT", `/v2/${repository}/manifests/v1`, { body: two, headers: { "Content-Type": ociManifest } });
    expect(await at()).toBe(digest(two));
    const late = await bring(one, `west;${Date.now() + 3_000_000};0`);
    expect(late.headers.get("Roadstead-Kept")).toMatch(/;1$/);
    expect(await at()).toBe(digest(two));
  });

  it("deletes with a version, also what was never here, and an older push does not bring it back", async () => {
    const { one, bring, at } = await place();
    expect((await bring(null, "west;2000;0")).status).toBe(202);
    expect((await bring(one, "west;1999;0")).headers.get("Roadstead-Kept")).toBe("west;2000;0");
    expect(await at()).toBeNull();
    expect((await bring(one, "west;2001;0", { seen: "west;2000;0" })).headers.get("Roadstead-Kept")).toBeNull();
    expect(await at()).toBe(digest(one));
    expect((await bring(null, "west;1500;0")).headers.get("Roadstead-Kept")).toBe("west;2001;0");
    expect(await at()).toBe(digest(one));
  });

  it("that did not know of what is here is a conflict, recorded once, whichever stays", async () => {
    const { one, two, bring, conflicts } = await place();
    await bring(one, "west;1000;0");
    const lost = await bring(two, "east;900;0", { via: "east" });
    expect([lost.headers.get("Roadstead-Conflict"), await conflicts()]).toEqual(["west;1000;0", 1]);
    await bring(two, "east;900;0", { via: "east" });
    expect(await conflicts()).toBe(1);
    const won = await bring(two, "east;1100;0", { via: "east" });
    expect([won.headers.get("Roadstead-Conflict"), await conflicts()]).toEqual(["west;1000;0", 2]);
    // One that knows is none.
    await bring(one, "west;1200;0", { seen: "east;1100;0, west;1000;0" });
    expect(await conflicts()).toBe(2);
  });

  it("of a tag that a rule keeps is refused, also as a deletion", async () => {
    const { project, one, two, bring, at } = await place();
    await bring(one, "west;1000;0");
    const rule = {
      tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: "v*" }],
      scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**" }] },
    };
    await callJson(admin, "POST", `${api}/projects/${project.id}/immutabletagrules`, rule);
    expect((await bring(two, "west;1001;0")).status).toBe(412);
    expect((await bring(null, "west;1002;0")).status).toBe(412);
    expect(await at()).toBe(digest(one));
  });

  it("leaves an artifact alone that a tag names here, and takes one that none does", async () => {
    const { repository, one, two, bring, at } = await place();
    await bring(one, "west;1000;0");
    expect((await bring(null, "west;0;0", { tag: digest(one) })).status).toBe(412);
    expect(await at()).toBe(digest(one));
    expect((await bring(null, "west;0;0", { tag: digest(two) })).status).toBe(202);
    expect((await call(admin, "HEAD", `/v2/${repository}/manifests/${digest(two)}`)).status).toBe(404);
  });
});

describe("who brings it", () => {
  it.each([
    ["a robot without site:replicate", stranger],
    ["an administrator", admin],
  ])("%s is not believed, and changes nothing", async (_, as) => {
    const { one, bring, at } = await place();
    for (const body of [one, null]) {
      const answer = await bring(body, "west;1000;0", { as });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain("site:replicate");
    }
    expect(await at()).toBeNull();
  });

  it("a site needs the right to push as well, and is refused with headers that do not parse", async () => {
    const { one, bring, at } = await place();
    const answer = await callJson(admin, "POST", `${api}/robots`, {
      name: fresh("only-site"),
      level: "system",
      duration: -1,
      permissions: [{ kind: "system", namespace: "/", access: [{ resource: "site", action: "replicate" }] }],
    });
    const { name, secret } = await answer.json<{ name: string; secret: string }>();
    expect((await bring(one, "west;1000;0", { as: basic(name, secret) })).status).toBe(401);
    for (const origin of ["west", "west;1000", "west;-1;0", "we st;1;0", "west;1;0;0", `${"x".repeat(65)};1;0`]) {
      expect((await bring(one, origin)).status, origin).toBe(400);
    }
    expect((await bring(one, "west;1000;0", { seen: "east;1" })).status).toBe(400);
    expect(await at()).toBeNull();
  });

  it("another site reads a tag's version; nobody else is told", async () => {
    const { repository, one, bring } = await place();
    await bring(one, "west;1000;0", { seen: "east;900;2" });
    const asked = await call(peer, "HEAD", `/v2/${repository}/manifests/v1`, { headers: { "Roadstead-Via": "west" } });
    expect(asked.headers.get("Roadstead-Origin")).toBe("west;1000;0");
    expect(asked.headers.get("Roadstead-Seen")).toContain("east;900;2");
    expect((await call(peer, "HEAD", `/v2/${repository}/manifests/v1`)).headers.has("Roadstead-Origin")).toBe(false);
    await call(admin, "DELETE", `/v2/${repository}/manifests/v1`);
    const deleted = await call(peer, "HEAD", `/v2/${repository}/manifests/v1`, { headers: { "Roadstead-Via": "west" } });
    expect(deleted.status).toBe(404);
    expect(deleted.headers.get("Roadstead-Seen")).toContain("west;1000;0");
    expect(deleted.headers.get("Roadstead-Origin")).not.toContain("west;1000");
    expect((await call(peer, "HEAD", `/v2/${repository}/manifests/v1`)).headers.has("Roadstead-Origin")).toBe(false);
  });
});

/** People of an OpenLDAP and of an Active Directory: they log in with docker and push, through bridges that live and die as programs do. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDirectory } from "../../bridge/src/directory.ts";
import { directoryKeys } from "../../bridge/src/settings.ts";
import { madMessages } from "../bridge/support/mad-messages.ts";
import { type BridgeProgram, checkBridge, startBridge } from "./support/bridge.ts";
import { activeDirectory, manyGroups, manyPeople, openLdap, peopleName, type TestDirectory } from "./support/directories.ts";
import { type LdapSite, startLdapSite } from "./support/ldap-site.ts";
import { startMadSite } from "./support/mad-site.ts";
import { mostConnections, searchesOf } from "./support/openldap.ts";
import { until } from "./support/run.ts";
import { root } from "./support/servers.ts";
import { dockerEnvironment, fails, freshFolder, makeRootfs, ok } from "./support/site.ts";

const folder = freshFolder("ldap");
const image = "ldap-source:1";
const password = "Start-secret1";

interface Place {
  readonly directory: TestDirectory;
  readonly site: LdapSite;
  readonly folder: string;
  bridge: BridgeProgram;
  token: string;
  /** When a password was changed, and an account disabled. */
  changedMs: number;
  /** What docker held of the account. */
  heldToken: string;
}

const minuteMs = 60_000;
const places = new Map<string, Place>();

function place(name: string): Place {
  const found = places.get(name);
  if (!found) throw new Error(`${name} did not start`);
  return found;
}

async function setUp(name: string, start: (at: string) => Promise<TestDirectory>): Promise<void> {
  const at = join(folder, name);
  const directory = await start(join(at, "directory"));
  const site = await startLdapSite(at);
  await site.configure({ ...directory.configuration, auth_mode: "ldap_auth" });
  await directory.hire("alice", password);
  await directory.hire("direct", password);
  // Before there is any bridge, the server asks by itself: Harbor's configuration alone is enough.
  expect(await site.ping()).toMatchObject({ success: true });
  expect(await site.logIn("direct", password)).toBe(200);
  const { token } = await site.bridgeToken("first");
  const bridge = await startBridge(join(at, "bridge"), { site_url: site.url, bridge_token: token });
  await bridge.connected();
  places.set(name, { directory, site, folder: at, bridge, token, changedMs: 0, heldToken: "" });
}

beforeAll(async () => {
  const tar = await makeRootfs(join(folder, "rootfs"), 1);
  await ok("docker", ["import", tar, image], dockerEnvironment);
  await setUp("openldap", openLdap);
  await setUp("ad", activeDirectory);
});

afterAll(async () => {
  for (const { bridge, site, directory } of places.values()) {
    await bridge.stop();
    await site.stop();
    await directory.stop();
  }
});

const docker = (config: string) => ({ ...dockerEnvironment, DOCKER_CONFIG: join(folder, config) });

function defaultOf(key: string): unknown {
  return Object.hasOwn(directoryKeys, key) ? directoryKeys[key as keyof typeof directoryKeys] : "";
}

describe.each(["openldap", "ad"])("%s", (name) => {
  it("a changed password is good at once", async () => {
    const here = place(name);
    const { directory, site } = here;
    for (const user of ["changing", "leaving"]) {
      await directory.hire(user, password);
      expect(await site.logIn(user, password)).toBe(200);
    }
    here.heldToken = await site.tokenOf("leaving", password);
    expect(await site.withToken(here.heldToken)).toBe(200);
    await directory.setPassword("changing", "Changed-secret2");
    await directory.disable("leaving");
    here.changedMs = Date.now();
    expect(await site.logIn("changing", "Changed-secret2")).toBe(200);
  });

  it("docker: log-in and push by a role through a group in a group in a group", async () => {
    const { directory, site } = place(name);
    await directory.found("inner", { people: ["alice"] });
    await directory.found("middle", { groups: ["inner"] });
    const outer = await directory.found("outer", { groups: ["middle"] });
    await site.admin("POST", "/projects", { project_name: "team", metadata: { public: "false" } });
    const member = { role_id: 2, member_group: { group_type: 1, ldap_group_dn: outer.replaceAll(",", ", ").toUpperCase() } };
    expect((await site.admin("POST", "/projects/team/members", member)).status).toBe(201);
    const target = `${site.host}/team/app:1`;
    await ok("docker", ["tag", image, target], dockerEnvironment);
    await ok("docker", ["login", site.host, "--username", "ALICE", "--password-stdin"], docker(`${name}-alice`), password);
    await ok("docker", ["push", target], docker(`${name}-alice`));
    expect((await site.admin("GET", "/projects/team/repositories/app/artifacts/1")).status).toBe(200);
    await directory.hire("stranger", password);
    await ok("docker", ["login", site.host, "--username", "stranger", "--password-stdin"], docker(`${name}-stranger`), password);
    expect(await fails("docker", ["push", target], docker(`${name}-stranger`))).toMatch(/unauthorized|denied/);
  });

  it("docker: a wrong password, and names that would be filters, are refused", async () => {
    const { site } = place(name);
    const attempt = (user: string, secret: string) =>
      fails("docker", ["login", site.host, "-u", user, "-p", secret], docker(`${name}-nobody`));
    expect(await attempt("alice", "Wrong-secret1")).toMatch(/unauthorized/i);
    for (const user of ["*", "ali*", "*)(objectClass=*", String.raw`\2a`]) expect(await site.logIn(user, password), user).toBe(401);
  });

  it("the group of administrators", async () => {
    const { directory, site } = place(name);
    await directory.hire("chief", password);
    await directory.found("chiefs", { people: ["chief"] });
    const admins = await directory.found("admins", { groups: ["chiefs"] });
    await site.configure({ ldap_group_admin_dn: admins });
    const users = (user: string) =>
      fetch(new URL("/api/v2.0/users", site.url), {
        headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` },
      });
    expect((await users("chief")).status).toBe(200);
    expect((await users("stranger")).status).toBe(403);
  });

  it("search and import", async () => {
    const { directory, site } = place(name);
    await directory.hire("imported", password);
    const people = (await (await site.admin("GET", "/ldap/users/search?username=mporte")).json()) as { username: string }[];
    expect(people.map(({ username }) => username)).toEqual(["imported"]);
    const groups = (await (await site.admin("GET", "/ldap/groups/search?groupname=oute")).json()) as { group_name: string }[];
    expect(groups.map((one) => one.group_name)).toEqual(["outer"]);
    const named = (dn: string) => site.admin("POST", "/usergroups", { group_name: "named", group_type: 1, ldap_group_dn: dn });
    for (const dn of [
      `cn=absent,${directory.configuration.ldap_group_base_dn}`,
      "cn=a,nonsense=",
      `${directory.configuration.ldap_base_dn}`,
    ]) {
      expect((await named(dn)).status, dn).toBe(400);
    }
    expect((await named((await directory.found("named", { people: ["imported"] })).toUpperCase())).status).toBe(201);
    const imported = await site.admin("POST", "/ldap/users/import", { ldap_uid_list: ["imported", "nobody"] });
    expect(imported.status).toBe(404);
    expect(await imported.json()).toMatchObject([{ uid: "nobody" }]);
    const member = { role_id: 3, member_user: { username: "imported" } };
    expect((await site.admin("POST", "/projects/team/members", member)).status).toBe(201);
    expect(await site.logIn("imported", password)).toBe(200);
  });

  it("a certificate of an unknown authority is refused", async () => {
    const { directory, site } = place(name);
    await site.configure({ ldap_ca_certificate: "" });
    expect((await site.ping()).message).toMatch(/^untrusted_certificate: /);
    expect(await site.logIn("stranger", "Other-secret1")).toBe(401);
    await site.configure({ ldap_ca_certificate: directory.configuration.ldap_ca_certificate });
    expect((await site.ping()).success).toBe(true);
  });

  it("a wrong search password, and a base that is not there, have their names", async () => {
    const { directory, site } = place(name);
    const { ldap_search_password, ldap_base_dn } = directory.configuration;
    await site.configure({ ldap_search_password: "Wrong-secret1" });
    expect((await site.ping()).message).toMatch(/^search_refused: /);
    await site.configure({ ldap_search_password, ldap_base_dn: `ou=absent,${ldap_base_dn}` });
    expect((await site.ping()).message).toMatch(/^base_missing: /);
    await site.configure({ ldap_base_dn });
  });

  it("the directory stopped and started", async () => {
    const { directory, site } = place(name);
    await directory.hire("patient", password);
    await directory.stop();
    expect(await site.logIn("patient", password)).toBe(401);
    expect((await site.ping()).message).toMatch(/^unreachable: /);
    await directory.start();
    expect(await site.logIn("patient", password)).toBe(200);
  });

  it("the bridge killed and restarted", async () => {
    const here = place(name);
    const { directory, site } = here;
    await directory.hire("loyal", password);
    await here.bridge.kill();
    await until("the site knows", async () => !(await site.ping()).success);
    const startedMs = Date.now();
    expect(await site.logIn("loyal", password)).toBe(503);
    expect(Date.now() - startedMs).toBeLessThan(2000);
    // The token is used up; its key is what it is known by.
    here.bridge = await startBridge(join(here.folder, "bridge"), { site_url: site.url });
    await here.bridge.connected();
    expect(await site.logIn("loyal", password)).toBe(200);
  });

  it("a stolen token is of no use", async () => {
    const { site, folder: at, token } = place(name);
    const thief = await startBridge(join(at, "thief"), { site_url: site.url, bridge_token: token });
    await until("the thief is turned away", async () => (await thief.health())?.reason.includes("does not know") ?? false);
    expect((await thief.health())?.status).toBe("unhealthy");
    await thief.stop();
  });

  it("two bridges, one killed in the middle of requests", async () => {
    const here = place(name);
    const { directory, site } = here;
    const users = ["north", "east", "south", "west"];
    for (const user of users) await directory.hire(user, password);
    const { token } = await site.bridgeToken("branch");
    const second = await startBridge(join(here.folder, "second"), { site_url: site.url, bridge_token: token });
    await second.connected();
    // Both have connections to the directory, so that what is asked now hangs in it.
    for (let times = 0; times < 6; times += 1) await site.ping();
    directory.pause();
    const attempts = users.map((user) => site.logIn(user, password));
    await new Promise((done) => setTimeout(done, 500));
    await second.kill();
    directory.resume();
    expect(await Promise.all(attempts)).toEqual(users.map(() => 200));
  });

  it("`check` says what works, and what does not", async () => {
    const { directory, site, folder: at } = place(name);
    const config = { ...directory.configuration, site_url: site.url };
    const good = await checkBridge(join(at, "check"), config, "alice", password);
    expect(good.stdout).not.toContain("FAILED");
    for (const step of ["site", "connect", "TLS", "bind", "search", "groups", "log-in of alice", "groups of alice"]) {
      expect(good.stdout).toMatch(new RegExp(`^ok {5}${step}: `, "m"));
    }
    expect(good.stdout).toContain("outer");
    expect(good.code).toBe(0);
    const bad = await checkBridge(join(at, "check"), { ...config, ldap_search_password: "Wrong-secret1" }, "alice", password);
    expect(bad.stdout).toMatch(/^FAILED bind: .*search_refused/m);
    expect(bad.code).toBe(1);
    for (const secret of [password, "Wrong-secret1"]) expect(good.stdout + bad.stdout + bad.stderr).not.toContain(secret);
  });
});

it("OpenLDAP: somebody in five hundred groups logs in with three queries at most", async () => {
  const { site, directory } = place("openldap");
  const { server } = directory as Awaited<ReturnType<typeof openLdap>>;
  await site.admin("POST", "/ldap/ping", {});
  const before = server.log().length;
  expect(await site.logIn("many", "Many-secret1")).toBe(200);
  const searches = searchesOf(server.log().slice(before));
  expect(searches.length).toBeGreaterThan(0);
  expect(searches.length).toBeLessThanOrEqual(3);
  const answer = await createDirectory().answer({
    method: "lookup",
    settings: directory.configuration,
    params: { name: "many" },
    timeoutMs: 10_000,
  });
  expect(answer).toMatchObject({ ok: true, result: { person: { groups: { length: manyGroups } } } });
});

it("OpenLDAP: two hundred log-ins at once through one bridge are all answered, over no more connections than the pool has", async () => {
  const { site, directory } = place("openldap");
  const { server } = directory as Awaited<ReturnType<typeof openLdap>>;
  const before = server.log().length;
  const attempts = Array.from({ length: manyPeople }, (_, index) => site.logIn(peopleName(index), `Secret-${index}`));
  expect(await Promise.all(attempts)).toEqual(attempts.map(() => 200));
  const connections = mostConnections(server.log().slice(before));
  expect(connections).toBeGreaterThan(1);
  expect(connections).toBeLessThanOrEqual(8);
});

it("OpenLDAP: a referral that leads to itself, and two entries of one name, have their names", async () => {
  const { site, directory } = place("openldap");
  const { ldap_base_dn, ldap_uid } = directory.configuration;
  await site.configure({ ldap_base_dn: "ou=elsewhere,dc=example,dc=org" });
  expect((await site.ping()).message).toMatch(/^referral: /);
  await site.configure({ ldap_base_dn, ldap_uid: "sn" });
  expect(await site.logIn("example", password)).toBe(401);
  await until("the log says why", async () => site.output().includes('"why":"name_ambiguous"'));
  await site.configure({ ldap_uid });
});

it("Active Directory: takes no password without TLS, and takes StartTLS", async () => {
  const { site, directory } = place("ad");
  const { server } = directory as Awaited<ReturnType<typeof activeDirectory>>;
  await site.configure({ ldap_url: server.plainUrl });
  expect((await site.ping()).message).toMatch(/^tls_required: /);
  await site.configure({ ldap_start_tls: true });
  expect((await site.ping()).success).toBe(true);
  await directory.hire("upgraded", password);
  expect(await site.logIn("upgraded", password)).toBe(200);
  await site.configure({ ldap_url: server.tlsUrl, ldap_start_tls: false });
});

it("Active Directory: the primary group gives its role, and so does a group that it is in", async () => {
  const { site, directory } = place("ad");
  const { server } = directory as Awaited<ReturnType<typeof activeDirectory>>;
  await directory.hire("ordinary", password);
  await directory.found("above-all", { groups: ["Domain Users"] });
  for (const [project, dn] of [
    ["everybody", `CN=Domain Users,CN=Users,${server.baseDn}`],
    ["above", `CN=above-all,CN=Users,${server.baseDn}`],
  ]) {
    await site.admin("POST", "/projects", { project_name: project, metadata: { public: "false" } });
    const member = { role_id: 3, member_group: { group_type: 1, ldap_group_dn: dn } };
    expect((await site.admin("POST", `/projects/${project}/members`, member)).status).toBe(201);
    const headers = { Authorization: `Basic ${Buffer.from(`ordinary:${password}`).toString("base64")}` };
    expect((await fetch(new URL(`/api/v2.0/projects/${project}`, site.url), { headers })).status, dn).toBe(200);
  }
});

it("a minute after the change the old password, the disabled account and its token are refused", async () => {
  for (const { site, changedMs, heldToken } of places.values()) {
    await until("a minute is over", async () => Date.now() - changedMs > minuteMs, minuteMs + 5000);
    expect(await site.logIn("changing", password)).toBe(401);
    expect(await site.withToken(heldToken)).toBe(401);
    expect(await site.logIn("leaving", password)).toBe(401);
    expect(await site.logIn("changing", "Changed-secret2")).toBe(200);
  }
});

it("ten thousand mad messages to a bridge, and then a real log-in succeeds", async () => {
  const { site, directory } = place("openldap");
  const outcome = await startMadSite(directory.configuration, (texts) => madMessages(texts, 10_000), { name: "direct", password });
  expect(outcome).toMatchObject({ result: { person: { name: "direct" } } });
  expect((await site.ping()).success).toBe(true);
});

it.each([
  ["openldap", "OpenLDAP"],
  ["ad", "Active Directory"],
])("%s: every command of the guide's chapter %s succeeds, in order", async (name, chapter) => {
  const here = place(name);
  const { directory, site } = here;
  // The guide's own bridge is to answer, and the site to know nothing but what the guide says.
  await here.bridge.stop();
  await site.configure({
    auth_mode: "db_auth",
    ...Object.fromEntries(Object.keys(directory.configuration).map((key) => [key, defaultOf(key)])),
  });
  await directory.found("developers", { people: ["alice"] });
  const dir = freshFolder(`guide-${name}`);
  writeFileSync(join(dir, "ca.pem"), String(directory.configuration.ldap_ca_certificate));
  const guide = readFileSync(join(root, "docs/guide/ldap.md"), "utf8");
  const text = guide.slice(guide.indexOf(`## ${chapter}\n`)).split(/\n## /)[0] ?? "";
  const commands = [...text.matchAll(/ {3}```sh\n([\s\S]*?) {3}```/g)].map(([, block = ""]) => block.replaceAll(/^ {3}/gm, ""));
  expect(commands).toHaveLength(7);
  const script = ["set -euxm", "trap 'kill -- -$(jobs -p)' EXIT", `cd "${root}"`, ...commands].join("\n");
  const said = await ok("bash", ["-c", script], {
    ...docker(`guide-${name}`),
    URL: site.url,
    REGISTRY: site.host,
    ADMIN: site.administrator,
    DIR: dir,
    DIRECTORY: String(directory.configuration.ldap_url),
    READER_PASSWORD: String(directory.configuration.ldap_search_password),
    PASSWORD: password,
  });
  expect(said).toContain("Login Succeeded");
  expect(said).not.toContain("FAILED");
});

it("no password is in any log", () => {
  for (const { site, bridge, directory } of places.values()) {
    const logs = site.output() + bridge.log();
    expect(logs).toContain("alice");
    for (const secret of [password, "Changed-secret2", "Wrong-secret1", String(directory.configuration.ldap_search_password)]) {
      expect(logs).not.toContain(secret);
    }
  }
});

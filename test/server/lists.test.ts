/**
 * On a large site (1,000 projects, 20,000 repositories, 200,000 artifacts, one repository with 20,000 tags, 300,000 rows of audit log), the
 * rows that a list or a search reads follow the page that it shows. What is excepted stands in docs/performance.md, "Lists".
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basicClient, type Client } from "./support/client.ts";
import { type Instrumented, password, startInstrumented } from "./support/instrumented.ts";
import { crowded, seed } from "./support/seed.ts";

const member = { username: "reader", password: "Secret12345", realname: "Reader", email: "reader@example.com" };
const headers = { "Content-Type": "application/json" };
let site: Instrumented;
let admin: Client;
let reader: Client;
const measured: string[] = [];

beforeAll(async () => {
  site = await startInstrumented();
  admin = basicClient(site.url, password);
  await seed(await site.server.miniflare.getD1Database("DB", "roadstead"));
  await admin.call("POST", "/api/v2.0/users", { headers, body: JSON.stringify(member) });
  for (const name of [crowded.project, "seed-0500", "seed-0900"]) {
    const body = JSON.stringify({ role_id: 1, member_user: { username: member.username } });
    await admin.call("POST", `/api/v2.0/projects/${name}/members`, { headers, body });
  }
  reader = basicClient(site.url, member.password, member.username);
}, 300_000);

afterAll(async () => {
  console.log(["rows read, shown, in all", ...measured].join("\n"));
  await site?.stop();
});

interface Shown {
  readonly rows: number;
  readonly shown: number;
  readonly total: number;
}

async function read(client: Client, path: string, who: string): Promise<Shown> {
  const answer = await client.call("GET", path.startsWith("/v2") ? path : `/api/v2.0${path}`);
  expect(answer.status, answer.body.toString()).toBe(200);
  const seen = (await (await fetch(`${site.url}/v2/test-counts?id=${answer.requestId}`)).json()) as { rowsRead: number };
  const body = JSON.parse(answer.body.toString()) as unknown;
  const lists = Array.isArray(body) ? [body] : Object.values(body as object).filter(Array.isArray);
  const shown = lists.reduce((sum, list) => sum + list.length, 0);
  const total = Number(answer.headers.get("X-Total-Count") ?? shown);
  measured.push(`${String(seen.rowsRead).padStart(6)} ${String(shown).padStart(4)} ${String(total).padStart(7)}  ${who} ${path}`);
  expect(shown).toBeGreaterThan(path === "/statistics" || !path.includes("?") ? -1 : 0);
  return { rows: seen.rowsRead, shown, total };
}

const project = `/projects/${crowded.project}`;
const repository = `${project}/repositories/${crowded.repository}`;
const artifact = `${repository}/artifacts/build-200100-1`;

describe("by the page", () => {
  it.each([
    "/projects?page_size=15",
    "/projects?page_size=15&with_detail=true&sort=-creation_time",
    "/projects?page_size=15&sort=name",
    "/projects?page_size=100&sort=-update_time",
    project,
    `${project}/summary`,
    `${project}/repositories?page_size=15`,
    `${project}/repositories?page_size=15&sort=-update_time`,
    `${project}/repositories?page_size=15&sort=-creation_time`,
    `${project}/repositories?page_size=100&sort=name`,
    `${repository}/artifacts?page_size=15&with_tag=true&with_label=true&with_accessory=true`,
    `${repository}/artifacts?page_size=100&sort=-size`,
    `${repository}/artifacts?page_size=15&sort=-pull_time`,
    `${artifact}/tags?page_size=15`,
    `${repository}/tags?page_size=15`,
    `${repository}/tags?page_size=100&sort=name&with_immutable_status=true`,
    `${repository}/tags?page_size=100&sort=-name`,
    `${repository}/tags?page_size=15&sort=-push_time`,
    `${repository}/tags?page_size=15&sort=push_time`,
    artifact,
    `${project}/artifacts?page_size=15`,
    `${project}/artifacts?page_size=15&latest_in_repository=true`,
    `${project}/members?page_size=15`,
    `${project}/logs?page_size=15`,
    `${project}/auditlog-exts?page_size=15`,
    "/repositories?page_size=15",
    "/repositories?page_size=100&sort=-update_time",
    "/users?page_size=15",
    "/users?page_size=100&sort=-creation_time",
    "/usergroups?page_size=15",
    "/robots?page_size=15",
    `/robots?page_size=15&q=Level%3Dproject,ProjectID%3D3`,
    "/quotas?page_size=15",
    "/quotas?page_size=100&sort=-used.storage",
    "/quotas?page_size=15&sort=hard.storage",
    "/audit-logs?page_size=15",
    "/auditlog-exts?page_size=100",
    "/auditlog-exts?page_size=15&sort=-op_time",
    "/v2/_catalog?n=100",
    `/v2/_catalog?n=100&last=seed-0500/team/app-00499`,
    `/v2/${crowded.project}/${crowded.repository}/tags/list?n=100`,
    `/v2/${crowded.project}/${crowded.repository}/tags/list?n=100&last=build-201000-5`,
  ])("%s", async (path) => {
    const { rows, shown } = await read(admin, path, "admin");
    expect(rows).toBeLessThanOrEqual(50 + 14 * shown);
  });
});

/** With a filter the total is counted; so is what somebody may see who does not see all. */
describe("by what matches", () => {
  it.each([
    ["admin", "/projects?page_size=15&public=true"],
    ["admin", "/projects?page_size=15&name=seed-09"],
    ["admin", "/projects?page_size=15&q=name%3D~seed-099"],
    ["admin", `${project}/repositories?page_size=15&q=name%3D~app-1900`],
    ["admin", `${repository}/artifacts?page_size=15&q=tags%3Dbuild-200100-1`],
    ["admin", `${repository}/tags?page_size=15&q=name%3Dbuild-200100-1`],
    ["admin", "/repositories?page_size=15&q=name%3D~app-19000"],
    ["admin", "/search?q=app-1900"],
    ["admin", "/search?q=seed-0999"],
    ["admin", "/search?q=app"],
    ["admin", "/search?q=build-2001"],
    ["admin", "/search?q=app-1900:v"],
    ["admin", "/users?page_size=15&q=username%3D~seed-19"],
    ["admin", "/users/search?page_size=15&username=seed-1999"],
    ["admin", "/usergroups/search?page_size=15&groupname=group-0499"],
    ["admin", "/labels?scope=g&page_size=15"],
    ["admin", "/auditlog-exts?page_size=15&q=username%3Dseed-1999"],
    ["reader", "/projects?page_size=15"],
    ["reader", "/projects?page_size=15&sort=name"],
    ["reader", "/search?q=seed-05"],
    ["reader", `${project}/repositories?page_size=15`],
    ["reader", `${repository}/artifacts?page_size=15`],
    ["reader", `${project}/auditlog-exts?page_size=15`],
  ] as const)("%s %s", async (who, path) => {
    const { rows, shown, total } = await read(who === "admin" ? admin : reader, path, who);
    expect(rows).toBeLessThanOrEqual(80 + 14 * shown + 5 * total);
  });
});

it("activity reads the days that it shows", async () => {
  expect((await read(admin, "/statistics/activity?days=30", "admin")).rows).toBeLessThanOrEqual(30 + 20);
});

it("statistics read the projects that are public or one's own", async () => {
  for (const [who, client] of [
    ["admin", admin],
    ["reader", reader],
  ] as const) {
    expect((await read(client, "/statistics", who)).rows).toBeLessThanOrEqual(150);
  }
});

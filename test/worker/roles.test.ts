/**
 * Who may do what: every role against every operation there is, typed from Harbor's table. Nothing of worker/ is imported, so that the table
 * here cannot follow a mistake there. One row is one request; `Y` is anything but a refusal.
 */
import { beforeAll, describe, expect, it } from "vitest";
import {
  admin,
  anonymous,
  call,
  type Caller,
  callJson,
  content,
  createMember,
  createProject,
  createUser,
  digestOf,
  imageIn,
  pushBlob,
  pushImage,
  putManifest,
  roles,
} from "./support/site.ts";

const actors = ["projectAdmin", "maintainer", "developer", "guest", "limitedGuest", "stranger", "nobody"] as const;
type Actor = (typeof actors)[number];

interface Row {
  readonly name: string;
  /** Who may, in a private project and in a public one; all others are refused. */
  readonly mayPrivate: readonly Actor[];
  readonly mayPublic: readonly Actor[];
  readonly request: (caller: Caller, project: { name: string; id: number }, fixed: Fixed) => Promise<Response>;
}

interface Fixed {
  /** Where what a request needs is made, also when the request itself goes elsewhere. */
  readonly home: string;
  readonly homeId: number;
  readonly digest: string;
  readonly layer: string;
  readonly memberId: number;
}

const members: readonly Actor[] = ["projectAdmin", "maintainer", "developer", "guest", "limitedGuest"];
const pushers: readonly Actor[] = ["projectAdmin", "maintainer", "developer"];
const deleters: readonly Actor[] = ["projectAdmin", "maintainer"];
const api = "/api/v2.0/projects";
let serial = 0;

const rows: readonly Row[] = [
  row("pull a manifest", members, actors, (c, p) => call(c, "GET", `/v2/${p.name}/app/manifests/1`)),
  row("look at a manifest", members, actors, (c, p) => call(c, "HEAD", `/v2/${p.name}/app/manifests/1`)),
  row("pull a blob", members, actors, (c, p, f) => call(c, "GET", `/v2/${p.name}/app/blobs/${f.layer}`)),
  row("list tags", members, actors, (c, p) => call(c, "GET", `/v2/${p.name}/app/tags/list`)),
  row("list referrers", members, actors, (c, p, f) => call(c, "GET", `/v2/${p.name}/app/referrers/${f.digest}`)),
  row("begin an upload", pushers, pushers, (c, p) => call(c, "POST", `/v2/${p.name}/app/blobs/uploads/`)),
  row("push a blob", pushers, pushers, (c, p) => {
    const bytes = content(20, `role ${(serial += 1)}`);
    return call(c, "POST", `/v2/${p.name}/app/blobs/uploads/?digest=${digestOf(bytes)}`, { body: bytes });
  }),
  row("mount a blob", pushers, pushers, (c, p, f) =>
    call(c, "POST", `/v2/${p.name}/app/blobs/uploads/?mount=${f.layer}&from=${p.name}/app`),
  ),
  row("push a manifest", pushers, pushers, async (c, p, f) => {
    const { manifest } = await imageIn(admin, `${f.home}/app`, `role ${(serial += 1)}`);
    return putManifest(c, `${p.name}/app`, `role-${serial}`, manifest);
  }),
  row("delete a tag", deleters, deleters, async (c, p, f) => {
    const tag = `delete-${(serial += 1)}`;
    await pushImage(admin, `${f.home}/app`, tag);
    return call(c, "DELETE", `/v2/${p.name}/app/manifests/${tag}`);
  }),
  row("delete an artifact", deleters, deleters, async (c, p, f) => {
    const { digest } = await pushImage(admin, `${f.home}/app`, `delete-${(serial += 1)}`);
    return call(c, "DELETE", `/v2/${p.name}/app/manifests/${digest}`);
  }),
  row("delete a blob", deleters, deleters, async (c, p, f) => {
    const digest = await pushBlob(admin, `${f.home}/app`, content(20, `gone ${(serial += 1)}`));
    return call(c, "DELETE", `/v2/${p.name}/app/blobs/${digest}`);
  }),
  apiRow("read the project", members, actors, (c, p) => callJson(c, "GET", `${api}/${p.id}`)),
  apiRow("see that the project is there", members, actors, (c, p) => call(c, "HEAD", `${api}?project_name=${p.name}`)),
  apiRow("update the project", ["projectAdmin"], ["projectAdmin"], (c, p) =>
    callJson(c, "PUT", `${api}/${p.id}`, { metadata: { auto_scan: "false" } }),
  ),
  apiRow("list members", [...deleters, "developer", "guest"], [...deleters, "developer", "guest"], (c, p) =>
    callJson(c, "GET", `${api}/${p.id}/members`),
  ),
  apiRow("read a member", [...deleters, "developer", "guest"], [...deleters, "developer", "guest"], (c, p, f) =>
    callJson(c, "GET", `${api}/${p.id}/members/${f.memberId}`),
  ),
  apiRow("add a member", ["projectAdmin"], ["projectAdmin"], async (c, p) =>
    callJson(c, "POST", `${api}/${p.id}/members`, { role_id: 5, member_user: { username: (await createUser()).name } }),
  ),
  apiRow("change a member", ["projectAdmin"], ["projectAdmin"], (c, p, f) =>
    callJson(c, "PUT", `${api}/${p.id}/members/${f.memberId}`, { role_id: 5 }),
  ),
  apiRow("remove a member", ["projectAdmin"], ["projectAdmin"], async (c, p, f) => {
    const { memberId } = await createMember({ id: f.homeId }, roles.guest);
    return callJson(c, "DELETE", `${api}/${p.id}/members/${memberId}`);
  }),
  // harbor.md 2.1, row by row: A project administrator, M maintainer, D developer, G guest, L limited guest, P public.
  apiRow("delete the project", ["projectAdmin"], ["projectAdmin"], (c, p) => callJson(c, "GET", `${api}/${p.id}/_deletable`)),
  apiRow("read its settings", deleters, deleters, (c, p) => callJson(c, "GET", `${api}/${p.id}/metadatas/`)),
  apiRow("change its settings", ["projectAdmin"], ["projectAdmin"], async (c, p, f) => {
    await callJson(admin, "POST", `${api}/${f.homeId}/metadatas/`, { auto_scan: "true" });
    return callJson(c, "PUT", `${api}/${p.id}/metadatas/auto_scan`, { auto_scan: "false" });
  }),
  apiRow("read its log", ["projectAdmin"], ["projectAdmin"], (c, p) => callJson(c, "GET", `${api}/${p.name}/logs`)),
  apiRow("read its whole log", ["projectAdmin"], ["projectAdmin"], (c, p) => callJson(c, "GET", `${api}/${p.name}/auditlog-exts`)),
  apiRow("see its summary", members, actors, (c, p) => callJson(c, "GET", `${api}/${p.id}/summary`)),
  apiRow("list repositories", members, actors, (c, p) => callJson(c, "GET", `${api}/${p.name}/repositories`)),
  // Harbor's public column has list, but not read, of repositories.
  apiRow("read a repository", members, members, (c, p) => callJson(c, "GET", `${api}/${p.name}/repositories/app`)),
  apiRow("describe a repository", pushers, pushers, (c, p) =>
    callJson(c, "PUT", `${api}/${p.name}/repositories/app`, { description: "x" }),
  ),
  apiRow("delete a repository", deleters, deleters, async (c, p, f) => {
    const name = `gone-${(serial += 1)}`;
    await pushImage(admin, `${f.home}/${name}`, "1");
    return callJson(c, "DELETE", `${api}/${p.name}/repositories/${name}`);
  }),
  apiRow("list artifacts", members, actors, (c, p) => callJson(c, "GET", `${api}/${p.name}/repositories/app/artifacts`)),
  apiRow("list the project's artifacts", members, actors, (c, p) => callJson(c, "GET", `${api}/${p.id}/artifacts`)),
  apiRow("read an artifact", members, actors, (c, p) => callJson(c, "GET", `${api}/${p.name}/repositories/app/artifacts/1`)),
  apiRow("read an addition", members, actors, (c, p) =>
    callJson(c, "GET", `${api}/${p.name}/repositories/app/artifacts/1/additions/build_history`),
  ),
  apiRow("list accessories", members, actors, (c, p) => callJson(c, "GET", `${api}/${p.name}/repositories/app/artifacts/1/accessories`)),
  apiRow("list an artifact's tags", members, actors, (c, p) => callJson(c, "GET", `${api}/${p.name}/repositories/app/artifacts/1/tags`)),
  apiRow("make a tag", pushers, pushers, (c, p) =>
    callJson(c, "POST", `${api}/${p.name}/repositories/app/artifacts/1/tags`, { name: `made-${(serial += 1)}` }),
  ),
  apiRow("delete a tag by the API", deleters, deleters, async (c, p, f) => {
    const tag = `api-${(serial += 1)}`;
    await pushImage(admin, `${f.home}/app`, tag);
    return callJson(c, "DELETE", `${api}/${p.name}/repositories/app/artifacts/${tag}/tags/${tag}`);
  }),
  apiRow("delete an artifact by the API", deleters, deleters, async (c, p, f) => {
    const tag = `api-${(serial += 1)}`;
    await pushImage(admin, `${f.home}/app`, tag);
    return callJson(c, "DELETE", `${api}/${p.name}/repositories/app/artifacts/${tag}`);
  }),
  apiRow("copy an artifact within the project", pushers, pushers, (c, p) =>
    callJson(c, "POST", `${api}/${p.name}/repositories/copy/artifacts?from=${p.name}/app:1`),
  ),
  apiRow("make a label", deleters, deleters, (c, p) =>
    callJson(c, "POST", "/api/v2.0/labels", { name: `label-${(serial += 1)}`, scope: "p", project_id: p.id }),
  ),
  apiRow("label an artifact", pushers, pushers, async (c, p, f) => {
    const made = await callJson(admin, "POST", "/api/v2.0/labels", { name: `label-${(serial += 1)}`, scope: "p", project_id: f.homeId });
    const id = Number(made.headers.get("Location")?.split("/").at(-1));
    return callJson(c, "POST", `${api}/${p.name}/repositories/app/artifacts/1/labels`, { id });
  }),
  apiRow("list robots", [...deleters, "developer", "guest"], [...deleters, "developer", "guest"], (c, p) =>
    callJson(c, "GET", `/api/v2.0/robots?q=Level%3Dproject,ProjectID%3D${p.id}`),
  ),
  apiRow("make a robot", ["projectAdmin"], ["projectAdmin"], (c, p) =>
    callJson(c, "POST", "/api/v2.0/robots", {
      name: `robot-${(serial += 1)}`,
      level: "project",
      duration: 1,
      permissions: [{ kind: "project", namespace: p.name, access: [{ resource: "repository", action: "pull" }] }],
    }),
  ),
];

function row(name: string, mayPrivate: readonly Actor[], mayPublic: readonly Actor[], request: Row["request"]): Row {
  return {
    name,
    mayPrivate,
    mayPublic,
    request: async (caller, project, fixed) => request(await asClient(caller, project.name), project, fixed),
  };
}

function apiRow(name: string, mayPrivate: readonly Actor[], mayPublic: readonly Actor[], request: Row["request"]): Row {
  return { name, mayPrivate, mayPublic, request };
}

describe.each([
  ["private", false],
  ["public", true],
] as const)("in a %s project", (_, isPublic) => {
  let project = { name: "", id: 0 };
  let fixed: Fixed = { home: "", homeId: 0, digest: "", layer: "", memberId: 0 };
  const callers = new Map<Actor, Caller>();

  beforeAll(async () => {
    project = await createProject({ public: isPublic });
    const { digest, layer } = await pushImage(admin, `${project.name}/app`, "1");
    fixed = { home: project.name, homeId: project.id, digest, layer, memberId: (await createMember(project, roles.guest)).memberId };
    for (const actor of actors) {
      if (actor === "nobody") callers.set(actor, anonymous);
      else callers.set(actor, actor === "stranger" ? await createUser() : await createMember(project, roles[actor]));
    }
  });

  it.each(rows)("$name", async ({ request, mayPrivate, mayPublic }) => {
    const may = isPublic ? mayPublic : mayPrivate;
    const absent = { name: "no-such-project", id: 999_999_999 };
    for (const actor of actors) {
      const caller = callers.get(actor) ?? anonymous;
      const answer = await request(caller, project, fixed);
      if (may.includes(actor)) {
        expect(answer.status, `${actor} may`).toBeLessThan(300);
        continue;
      }
      expect([401, 403], `${actor} is refused`).toContain(answer.status);
      if (isPublic) continue;
      // What is refused must look the same as what is not there.
      if (actor === "stranger" || actor === "nobody") expect((await request(caller, absent, fixed)).status).toBe(answer.status);
    }
  });
});

/** Under /v2 anonymous clients fetch a token for what they want. */
async function asClient(caller: Caller, project: string): Promise<Caller> {
  if (caller.authorization !== null) return caller;
  const scope = `repository:${project}/app:pull,push,delete`;
  const answer = await call(anonymous, "GET", `/service/token?service=harbor-registry&scope=${scope}`);
  const { token } = await answer.json<{ token: string }>();
  return { authorization: `Bearer ${token}` };
}

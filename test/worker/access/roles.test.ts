/**
 * Who may do what: every route against every role, nobody, and robots with and without the right, by a table typed from Harbor's. A route
 * without a row fails.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { api } from "../support/harbor.ts";
import {
  admin,
  anonymous,
  basic,
  call,
  type Caller,
  callJson,
  createMember,
  createProject,
  createUser,
  fresh,
  pushImage,
  query,
  roles,
  until,
} from "../support/site.ts";
import { type Right, robotRights, rolesOf } from "./harbor-table.ts";
import { projectRows } from "./project-rows.ts";
import { registryRows } from "./registry-rows.ts";
import type { Made, Place, Row } from "./row.ts";
import { siteRows } from "./site-rows.ts";

const letters = { projectAdmin: "A", maintainer: "M", developer: "D", guest: "G", limitedGuest: "L" } as const;
type Role = keyof typeof letters;
const people = [...(Object.keys(letters) as Role[]), "stranger"] as const;
const actors = ["sysadmin", ...people, "nobody", "robotWith", "robotWithout"] as const;
type Actor = (typeof actors)[number];

const rows = [...registryRows, ...projectRows, ...siteRows];
const absentId = 999_999_999;
const absent: Pick<Place, "name" | "id" | "memberId" | "quotaId"> = {
  name: "no-such-project",
  id: absentId,
  memberId: absentId,
  quotaId: absentId,
};

it("every operation of the document has its row", async () => {
  const document = await (await call(anonymous, "GET", `${api}/openapi.json`)).json<{ paths: Record<string, Record<string, unknown>> }>();
  const declared = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const walked = new Set(rows.map(({ route }) => route).filter((route) => !route.includes(" /v2")));
  expect(declared.filter((route) => !walked.has(route))).toEqual([]);
  expect([...walked].filter((route) => !declared.includes(route))).toEqual([]);
  expect(declared.length).toBeGreaterThan(85);
});

it("the roles' rights are Harbor's", async () => {
  const stored = await query<{ role: number; name: string }>(
    "select role_id as role, resource || ':' || action as name from role_permissions order by role, name",
  );
  const letterOf = new Map<number, string>([
    [0, "P"],
    ...Object.entries(letters).map(([role, letter]) => [roles[role as Role], letter] as const),
  ]);
  const typed = [...rolesOf].flatMap(([right, all]) => all.split("").map((letter) => `${letter} ${right}`));
  expect(stored.map(({ role, name }) => `${letterOf.get(role)} ${name}`).toSorted()).toEqual(typed.toSorted());
});

function may(row: Row, actor: Actor, isPublic: boolean): boolean {
  const { who } = row;
  if (who === "everyone") return true;
  if (actor === "nobody") return typeof who === "object" && "inProject" in who && isPublic && hasRole(who.inProject, "P");
  if (who === "signed in" || actor === "sysadmin") return true;
  const isRobot = actor === "robotWith" || actor === "robotWithout";
  if (who === "people") return !isRobot;
  if (who === "administrators") return actor === "projectAdmin";
  if ("onSite" in who)
    return isRobot ? actor === "robotWith" && !who.noRobots && robotRights.system.includes(who.onSite) : (who.orPeople ?? false);
  if (isPublic && hasRole(who.inProject, "P")) return true;
  if (isRobot) return actor === "robotWith" && robotRights.project.includes(who.inProject);
  return actor !== "stranger" && hasRole(who.inProject, letters[actor]);
}

function hasRole(right: Right, letter: string): boolean {
  const all = rolesOf.get(right);
  if (all === undefined) throw new Error(`Harbor knows no ${right}`);
  return all.includes(letter);
}

async function robotFor(project: string, given: { system: readonly Right[]; project: readonly Right[] }): Promise<Caller> {
  const access = (rights: readonly Right[]) => rights.map((right) => right.split(":")).map(([resource, action]) => ({ resource, action }));
  const permissions = [
    { kind: "project", namespace: project, access: access(given.project) },
    { kind: "system", namespace: "/", access: access(given.system) },
  ].filter((permission) => permission.access.length > 0);
  const answer = await callJson(admin, "POST", `${api}/robots`, { name: fresh("robot"), level: "system", duration: 1, permissions });
  const made = await answer.json<{ name: string; secret: string }>();
  return basic(made.name, made.secret);
}

/** One that has only the right of the row, and one that has everything else. */
async function robotsFor(row: Row, project: string): Promise<{ robotWith: Caller; robotWithout: Caller }> {
  const right = typeof row.who === "string" ? "" : "onSite" in row.who ? row.who.onSite : row.who.inProject;
  const isSite = typeof row.who === "object" && "onSite" in row.who;
  const mine = [right, ...(row.also ?? [])];
  // The catalog is there for robots that need to have something.
  const system = robotRights.system.filter((one) => (isSite && mine.includes(one)) || one === "security-hub:read");
  const others = {
    system: robotRights.system.filter((one) => !isSite || one !== right),
    project: robotRights.project.filter((one) => isSite || one !== right),
  };
  return {
    robotWith: await robotFor(project, { system, project: isSite ? [] : robotRights.project.filter((one) => mine.includes(one)) }),
    robotWithout: await robotFor(project, others),
  };
}

async function send(row: Row, caller: Caller & { id?: number }, place: Place, made: Made): Promise<Response> {
  const [method = "", path = ""] = row.route.split(" ");
  const isRegistry = path.startsWith("/v2");
  const params = row.params?.(place, made, caller.id ?? 1) ?? {};
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
  const search = new URLSearchParams(row.query?.(place, made)).toString();
  const url = `${isRegistry ? "" : api}${filled}${search === "" ? "" : `?${search}`}`;
  const body = row.body?.(place, made);
  const headers = { "X-Request-Id": crypto.randomUUID() };
  if (!isRegistry) {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { ...headers, "Content-Type": "application/json" } };
    return call(caller, method, url, { headers, ...json });
  }
  const init = { ...(body === undefined ? {} : { body: body as BodyInit }), headers: { ...headers, ...row.headers } };
  return call(await asClient(caller, place.name), method, url, init);
}

/** The rows of the audit log that the request left. */
async function recorded(answer: Response): Promise<{ success: number }[]> {
  return query("select success from audit_log where request_id = ?", answer.headers.get("X-Request-Id"));
}

/** Under /v2 anonymous clients fetch a token for what they want. */
async function asClient(caller: Caller, project: string): Promise<Caller> {
  if (caller.authorization !== null) return caller;
  const scope = `repository:${project}/app:pull,push,delete`;
  const answer = await call(anonymous, "GET", `/service/token?service=harbor-registry&scope=${scope}`);
  const { token } = await answer.json<{ token: string }>();
  return { authorization: `Bearer ${token}` };
}

const elsewhere = (made: Made): Made =>
  Object.fromEntries(Object.entries(made).map(([name, value]) => [name, typeof value === "number" ? absentId : value]));

describe.each([
  ["private", false],
  ["public", true],
] as const)("in a %s project", (_, isPublic) => {
  let place: Place;
  const callers = new Map<Actor, Caller & { id?: number }>([
    ["sysadmin", admin],
    ["nobody", anonymous],
  ]);

  beforeAll(async () => {
    const project = await createProject({ public: isPublic });
    const { digest, layer } = await pushImage(admin, `${project.name}/app`, "1");
    const [quota] = await query<{ id: number }>("select id from quotas where project_id = ?", project.id);
    place = { ...project, digest, layer, memberId: (await createMember(project, roles.guest)).memberId, quotaId: quota?.id ?? 0 };
    for (const actor of people) callers.set(actor, actor === "stranger" ? await createUser() : await createMember(project, roles[actor]));
  });

  const titled = rows.map((row) => ({ ...row, title: row.variant ? `${row.route} (${row.variant})` : row.route }));

  it.each(titled)("$title", { timeout: 60_000 }, async (row) => {
    const robots = await robotsFor(row, place.name);
    for (const actor of actors) {
      const caller = actor === "robotWith" || actor === "robotWithout" ? robots[actor] : (callers.get(actor) ?? anonymous);
      const made = (await row.make?.(place)) ?? {};
      const answer = await send(row, caller, place, made);
      if (may(row, actor, isPublic)) {
        const isDone = answer.status < 300 || row.allowed?.includes(answer.status);
        expect(isDone, `${actor} may, and got ${answer.status} ${await answer.clone().text()}`).toBe(true);
        const isChange = !/^(GET|HEAD) /.test(row.route) && answer.status < 300 && row.leavesNoAudit === undefined;
        if (isChange && actor === "sysadmin") expect(await recorded(answer), "an audit row").toContainEqual({ success: 1 });
        continue;
      }
      const refusals = actor === "nobody" || row.route.includes(" /v2") ? [401] : [403, row.hidden];
      expect(refusals, `${actor} is refused`).toContain(answer.status);
      // Of one actor thirty in a minute are recorded; this one is new in each row.
      if (actor === "robotWithout")
        await until(`${row.route}: the refusal is recorded`, async () => (await recorded(answer)).some(({ success }) => success === 0));
      if (isPublic || typeof row.who === "string" || !("inProject" in row.who)) continue;
      // What is refused must look the same as what is not there.
      if (actor === "stranger" || actor === "nobody" || actor === "robotWithout") {
        const there = await send(row, caller, { ...place, ...absent }, elsewhere(made));
        expect(there.status, `${actor} learns nothing`).toBe(answer.status);
      }
    }
  });
});

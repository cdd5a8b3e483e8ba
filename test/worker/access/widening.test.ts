/**
 * Every path by which somebody might get more than was given: each attempt must come back with a refusal, and what it aimed at must be as
 * before. Nothing of worker/ is imported.
 */
import { describe, expect, it } from "vitest";
import { api } from "../support/harbor.ts";
import { registryElsewhere } from "../support/registry-elsewhere.ts";
import {
  admin,
  anonymous,
  basic,
  call,
  type Caller,
  callJson,
  content,
  createMember,
  createProject,
  createUser,
  fresh,
  imageIn,
  pushBlob,
  pushImage,
  putManifest,
  query,
  roles,
  token,
} from "../support/site.ts";

interface Attempt {
  readonly path: string;
  /** Answers of all attempts, each a status code; nothing below 300 may be among them. */
  readonly attempt: () => Promise<readonly number[]>;
}

type Access = readonly { readonly resource: string; readonly action: string }[];
const rights = (...texts: string[]): Access =>
  texts.map((text) => text.split(":")).map(([resource = "", action = ""]) => ({ resource, action }));
const projectRobot = (namespace: string, access: Access) => ({
  name: fresh("robot"),
  level: "project",
  duration: 1,
  permissions: [{ kind: "project", namespace, access }],
});
const siteRobot = (namespace: string, access: Access, kind = "project") => ({
  name: fresh("robot"),
  level: "system",
  duration: 1,
  permissions: [{ kind, namespace, access }],
});

interface Robot extends Caller {
  readonly id: number;
  readonly name: string;
}

async function make(by: Caller, body: object): Promise<Robot> {
  const answer = await callJson(by, "POST", `${api}/robots`, body);
  expect(answer.status, await answer.clone().text()).toBe(201);
  const { id, name, secret } = await answer.json<{ id: number; name: string; secret: string }>();
  return { id, name, ...basic(name, secret) };
}

const status = async (answer: Promise<Response>) => (await answer).status;
const statuses = async (...answers: Promise<Response>[]) => Promise.all(answers.map(status));
const push = (caller: Caller, repository: string) => call(caller, "POST", `/v2/${repository}/blobs/uploads/`);
const pull = (caller: Caller, repository: string) => call(caller, "GET", `/v2/${repository}/manifests/1`);

/** A private project with an image `app:1`. */
async function projectWithImage(options: { public?: boolean } = {}) {
  const project = await createProject(options);
  return { ...project, ...(await pushImage(admin, `${project.name}/app`, "1")), app: `${project.name}/app` };
}

async function groupWith(project: { id: number }, role: number, userId: number): Promise<number> {
  const group_name = fresh("group");
  const made = await callJson(admin, "POST", `${api}/usergroups`, { group_name, group_type: 1, ldap_group_dn: `cn=${group_name}` });
  const id = Number(made.headers.get("Location")?.split("/").at(-1));
  const member = await callJson(admin, "POST", `${api}/projects/${project.id}/members`, { role_id: role, member_group: { id } });
  expect(member.status).toBe(201);
  // As a log-in by the directory does.
  await query("insert into user_group_members (group_id, user_id) values (?, ?)", id, userId);
  return id;
}

const byRobots: readonly Attempt[] = [
  {
    path: "a robot makes a robot with a right, a project, a level or a life that it lacks",
    attempt: async () => {
      const [project, other] = [await createProject(), await createProject()];
      const robot = await make(admin, projectRobot(project.name, rights("robot:create", "robot:read", "repository:list")));
      const bodies = [
        projectRobot(project.name, rights("repository:push")),
        projectRobot(project.name, rights("repository:list", "repository:pull")),
        projectRobot(other.name, rights("repository:list")),
        projectRobot("*", rights("repository:list")),
        siteRobot("*", rights("repository:list")),
        siteRobot("/", rights("user:create"), "system"),
        siteRobot(project.name, rights("repository:list")),
      ];
      return statuses(...bodies.map((body) => callJson(robot, "POST", `${api}/robots`, body)));
    },
  },
  {
    path: "a robot widens itself, its child, or takes a stronger robot's secret",
    attempt: async () => {
      const project = await createProject();
      const weak = await make(admin, projectRobot(project.name, rights("robot:create", "robot:read", "repository:list")));
      const strongBody = projectRobot(project.name, rights("repository:push"));
      const strong = await make(admin, strongBody);
      const childBody = projectRobot(project.name, rights("repository:list"));
      const child = await make(weak, childBody);
      const widened = { ...projectRobot(project.name, rights("repository:push")), disable: false };
      return statuses(
        callJson(weak, "PUT", `${api}/robots/${weak.id}`, { ...widened, name: weak.name }),
        callJson(weak, "PUT", `${api}/robots/${child.id}`, { ...widened, name: child.name }),
        callJson(weak, "PATCH", `${api}/robots/${strong.id}`, { secret: "" }),
        callJson(weak, "PATCH", `${api}/robots/${strong.id}`, { secret: "Secret12345" }),
        push(child, `${project.name}/app`),
      );
    },
  },
  {
    path: "a robot of one project in another, in the site, and in what only people have",
    attempt: async () => {
      const [mine, theirs] = [await projectWithImage(), await projectWithImage()];
      const robot = await make(
        admin,
        projectRobot(mine.name, rights("repository:push", "repository:pull", "member:create", "metadata:update")),
      );
      return statuses(
        pull(robot, theirs.app),
        push(robot, theirs.app),
        callJson(robot, "POST", `${api}/projects/${theirs.id}/members`, { role_id: 1, member_user: { username: "admin" } }),
        callJson(robot, "PUT", `${api}/projects/${theirs.id}/metadatas/public`, { public: "true" }),
        callJson(robot, "GET", `${api}/users`),
        callJson(robot, "PUT", `${api}/configurations`, { read_only: false }),
        callJson(robot, "PUT", `${api}/users/1/password`, { new_password: "Widened12345" }),
        callJson(robot, "PUT", `${api}/users/1/sysadmin`, { sysadmin_flag: true }),
      );
    },
  },
  {
    path: "a disabled, an expired and a deleted robot, by password and by a token from before",
    attempt: async () => {
      const project = await projectWithImage();
      const answers: number[] = [];
      for (const end of ["disable", "expire", "delete"] as const) {
        const robot = await make(admin, projectRobot(project.name, rights("repository:push", "repository:pull")));
        const bearer = await token(robot, `repository:${project.app}:pull,push`);
        const { manifest } = await imageIn(admin, project.app, fresh("image"));
        if (end === "disable") await query("update robots set disabled = 1 where id = ?", robot.id);
        if (end === "expire") await query("update robots set expires_at = 1 where id = ?", robot.id);
        if (end === "delete") await callJson(admin, "DELETE", `${api}/robots/${robot.id}`);
        answers.push(
          ...(await statuses(push(robot, project.app), pull(robot, project.app), putManifest(bearer, project.app, "2", manifest))),
        );
      }
      return answers;
    },
  },
];

const byScope: readonly Attempt[] = [
  {
    path: "a reader's token that asks for push, delete, everything, or everywhere",
    attempt: async () => {
      const [project, other] = [await projectWithImage(), await projectWithImage()];
      const guest = await createMember(project, roles.guest);
      const scopes = [
        `repository:${project.app}:pull,push,delete`,
        `repository:${project.app}:*`,
        `repository:*:pull,push`,
        `repository:${project.name}/*:push`,
        `repository:${other.app}:pull`,
        "registry:catalog:*",
      ];
      const bearer = await token(guest, ...scopes);
      return statuses(
        push(bearer, project.app),
        call(bearer, "DELETE", `/v2/${project.app}/manifests/1`),
        pull(bearer, other.app),
        push(bearer, `${project.name}/another`),
        call(bearer, "GET", "/v2/_catalog"),
      );
    },
  },
  {
    path: "a token for one repository in its neighbour, and in the API",
    attempt: async () => {
      const project = await projectWithImage();
      await pushImage(admin, `${project.name}/neighbour`, "1");
      const bearer = await token(admin, `repository:${project.app}:pull,push`);
      return statuses(
        pull(bearer, `${project.name}/neighbour`),
        push(bearer, `${project.name}/neighbour`),
        call(bearer, "DELETE", `/v2/${project.app}/manifests/1`),
        callJson(bearer, "GET", `${api}/users`),
        callJson(bearer, "GET", `${api}/projects/${project.id}/members`),
      );
    },
  },
  {
    path: "a token whose holder's role went down since, at the commit",
    attempt: async () => {
      const project = await projectWithImage();
      const developer = await createMember(project, roles.developer);
      const bearer = await token(developer, `repository:${project.app}:pull,push`);
      const { manifest } = await imageIn(admin, project.app, fresh("image"));
      const down = await callJson(admin, "PUT", `${api}/projects/${project.id}/members/${developer.memberId}`, { role_id: roles.guest });
      expect(down.status).toBe(200);
      return statuses(putManifest(bearer, project.app, "2", manifest), call(bearer, "POST", `/v2/${project.app}/blobs/uploads/`));
    },
  },
];

const byMembership: readonly Attempt[] = [
  {
    path: "a member of two groups has the union of their roles, no more, and of those that are left",
    attempt: async () => {
      const [project, other] = [await projectWithImage(), await projectWithImage()];
      const person = await createUser();
      await groupWith(project, roles.guest, person.id);
      const developers = await groupWith(project, roles.developer, person.id);
      expect(await status(push(person, project.app))).toBe(202);
      const beyond = await statuses(
        call(person, "DELETE", `/v2/${project.app}/manifests/1`),
        callJson(person, "POST", `${api}/projects/${project.id}/members`, { role_id: 1, member_user: { username: person.name } }),
        pull(person, other.app),
      );
      const bearer = await token(person, `repository:${project.app}:pull,push`);
      const { manifest } = await imageIn(admin, project.app, fresh("image"));
      await query("delete from user_group_members where group_id = ?", developers);
      expect(await status(pull(person, project.app))).toBe(200);
      return [...beyond, ...(await statuses(push(person, project.app), putManifest(bearer, project.app, "2", manifest)))];
    },
  },
  {
    path: "a maintainer raises itself, a project's administrator the project's quota, anybody itself to administrator",
    attempt: async () => {
      const project = await createProject();
      const maintainer = await createMember(project, roles.maintainer);
      const owner = await createMember(project, roles.projectAdmin);
      const [quota] = await query<{ id: number }>("select id from quotas where project_id = ?", project.id);
      return statuses(
        callJson(maintainer, "PUT", `${api}/projects/${project.id}/members/${maintainer.memberId}`, { role_id: 1 }),
        callJson(maintainer, "PUT", `${api}/projects/${project.id}/metadatas/public`, { public: "true" }),
        callJson(owner, "PUT", `${api}/quotas/${quota?.id}`, { hard: { storage: -1 } }),
        callJson(owner, "PUT", `${api}/users/${owner.id}/sysadmin`, { sysadmin_flag: true }),
        callJson(owner, "POST", `${api}/robots`, siteRobot("*", rights("repository:pull"))),
        callJson(owner, "POST", `${api}/robots`, siteRobot("/", rights("user:create"), "system")),
      );
    },
  },
  {
    path: "ids of another project inside one's own",
    attempt: async () => {
      const [mine, theirs] = [await projectWithImage(), await projectWithImage()];
      const owner = await createMember(mine, roles.projectAdmin);
      const victim = await createMember(theirs, roles.guest);
      const label = await callJson(admin, "POST", `${api}/labels`, { name: fresh("label"), scope: "p", project_id: theirs.id });
      const labelId = Number(label.headers.get("Location")?.split("/").at(-1));
      const robot = await make(admin, projectRobot(theirs.name, rights("repository:pull")));
      return statuses(
        callJson(owner, "GET", `${api}/projects/${mine.id}/members/${victim.memberId}`),
        callJson(owner, "PUT", `${api}/projects/${mine.id}/members/${victim.memberId}`, { role_id: 1 }),
        callJson(owner, "DELETE", `${api}/projects/${mine.id}/members/${victim.memberId}`),
        callJson(owner, "POST", `${api}/projects/${mine.name}/repositories/app/artifacts/1/labels`, { id: labelId }),
        callJson(owner, "DELETE", `${api}/labels/${labelId}`),
        callJson(owner, "PATCH", `${api}/robots/${robot.id}`, { secret: "" }),
      );
    },
  },
];

const byContent: readonly Attempt[] = [
  {
    path: "a project made again under the name of one that tokens and robots were given for",
    attempt: async () => {
      const name = fresh("again");
      const first = await createProject({ name });
      const developer = await createMember(first, roles.developer);
      const robot = await make(admin, projectRobot(name, rights("repository:push", "repository:pull")));
      const tokens = [await token(developer, `repository:${name}/app:pull,push`), await token(robot, `repository:${name}/app:pull,push`)];
      expect(await status(callJson(admin, "DELETE", `${api}/projects/${first.id}`))).toBe(200);
      await createProject({ name });
      await pushImage(admin, `${name}/app`, "1");
      const { manifest } = await imageIn(admin, `${name}/app`, fresh("image"));
      const answers = [developer, robot, ...tokens].flatMap((caller) => [
        pull(caller, `${name}/app`),
        push(caller, `${name}/app`),
        putManifest(caller, `${name}/app`, "2", manifest),
      ]);
      return statuses(...answers);
    },
  },
  {
    path: "an artifact copied out of a project that cannot be pulled",
    attempt: async () => {
      const [mine, theirs] = [await createProject(), await projectWithImage()];
      const owner = await createMember(mine, roles.projectAdmin);
      return statuses(callJson(owner, "POST", `${api}/projects/${mine.name}/repositories/loot/artifacts?from=${theirs.app}:1`));
    },
  },
  {
    path: "a manifest that names blobs of a project that cannot be pulled",
    attempt: async () => {
      const [mine, theirs] = [await createProject(), await createProject()];
      const owner = await createMember(mine, roles.projectAdmin);
      const { manifest } = await imageIn(admin, `${theirs.name}/app`, fresh("image"));
      return statuses(putManifest(owner, `${mine.name}/app`, "1", manifest));
    },
  },
];

const byRegistries: readonly Attempt[] = [
  {
    path: "a registry's secret, which nobody is shown, sent to a host of one's own",
    attempt: async () => {
      const registry = { name: fresh("registry"), type: "docker-registry", url: registryElsewhere().url };
      const made = await callJson(admin, "POST", `${api}/registries`, { ...registry, credential: { access_key: "a", access_secret: "b" } });
      const id = Number(made.headers.get("Location")?.split("/").at(-1));
      const robot = await make(admin, siteRobot("/", rights("registry:read", "registry:update", "registry:list"), "system"));
      const mine = registryElsewhere();
      const answers = await statuses(
        callJson(robot, "POST", `${api}/registries/ping`, { id, url: mine.url }),
        callJson(robot, "POST", `${api}/registries/ping`, { id, url: mine.url, access_secret: "*****" }),
        callJson(robot, "PUT", `${api}/registries/${id}`, { url: mine.url }),
        callJson(robot, "PUT", `${api}/registries/${id}`, { url: mine.url, access_key: "c", access_secret: "*****" }),
      );
      expect(mine.asked).toEqual([]);
      return answers;
    },
  },
];

const attempts = [...byRobots, ...byScope, ...byMembership, ...byContent, ...byRegistries];

describe("more than was given", () => {
  it.each(attempts)("$path", { timeout: 60_000 }, async ({ attempt }) => {
    const answers = await attempt();
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.filter((one) => ![400, 401, 403, 404].includes(one))).toEqual([]);
  });
});

describe("a mount of what cannot be pulled is a plain 202, whoever asks and however", () => {
  const sources: readonly { readonly path: string; readonly from: (theirs: { app: string }) => string }[] = [
    { path: "named", from: ({ app }) => `&from=${app}` },
    { path: "anonymous", from: () => "" },
    { path: "named with an absent repository", from: ({ app }) => `&from=${app}-absent` },
  ];
  it.each(sources)("$path", async ({ from }) => {
    const [mine, theirs] = [await createProject(), await createProject()];
    const layer = await pushBlob(admin, `${theirs.name}/app`, content(100, fresh("secret")));
    const owner = await createMember(mine, roles.projectAdmin);
    const robot = await make(admin, projectRobot(mine.name, rights("repository:push", "repository:pull")));
    const scope = `repository:${mine.name}/app:pull,push`;
    const callers = [owner, robot, await token(owner, scope), await token(owner, scope, `repository:${theirs.name}/app:pull`)];
    for (const caller of callers) {
      const answer = await call(caller, "POST", `/v2/${mine.name}/app/blobs/uploads/?mount=${layer}${from({ app: `${theirs.name}/app` })}`);
      expect(answer.status).toBe(202);
      expect(answer.headers.get("Location")).toContain("/blobs/uploads/");
      expect(await status(call(owner, "HEAD", `/v2/${mine.name}/app/blobs/${layer}`))).toBe(404);
    }
    expect(await status(call(anonymous, "GET", `/v2/${theirs.name}/app/blobs/${layer}`))).toBe(401);
  });
});

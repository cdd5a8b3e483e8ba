/** Operations in a project, with the right of Harbor's table that each one asks for. */
import { admin, call, callJson, createMember, createUser, fresh, pushImage, query, roles } from "../support/site.ts";
import { api, pushDocument } from "../support/harbor.ts";
import type { Made, Place, Row } from "./row.ts";

const byId = (place: Place) => ({ project_name_or_id: place.id });
const byName = (place: Place) => ({ project_name: place.name });
const inApp = (place: Place) => ({ project_name: place.name, repository_name: "app" });
const image = (place: Place) => ({ ...inApp(place), reference: "1" });
const project = "/projects/{project_name_or_id}";
const repository = "/projects/{project_name}/repositories/{repository_name}";
const artifact = `${repository}/artifacts/{reference}`;

async function madeAt(path: string, body: unknown): Promise<number> {
  const answer = await callJson(admin, "POST", `${api}${path}`, body);
  return Number(answer.headers.get("Location")?.split("/").at(-1));
}

const label = async (home: Place) => ({ label_id: await madeAt("/labels", { name: fresh("label"), scope: "p", project_id: home.id }) });

const robotOf = (name: string, namespace: string) => ({
  name,
  level: "project",
  duration: 1,
  permissions: [{ kind: "project", namespace, access: [{ resource: "repository", action: "list" }] }],
});
const robot = async (home: Place) => {
  const name = fresh("robot");
  const answer = await callJson(admin, "POST", `${api}/robots`, robotOf(name, home.name));
  const made = await answer.json<{ id: number; name: string }>();
  return { robot_id: made.id, full: made.name };
};

const tagged = async (home: Place) => {
  const tag = fresh("tag");
  await pushImage(admin, `${home.name}/app`, tag);
  return { reference: tag, tag_name: tag };
};

const document = async (home: Place) => {
  const reference = fresh("sbom");
  const { digest } = await pushDocument(admin, `${home.name}/app`, { tag: reference, mediaType: "application/spdx+json" });
  return { reference, digest };
};

const deletedImage = async (home: Place) => {
  const tag = fresh("deleted");
  await pushImage(admin, `${home.name}/app`, tag);
  await call(admin, "DELETE", `${api}/projects/${home.name}/repositories/app/artifacts/${tag}`);
  const [row] = await query<{ id: number }>("select max(id) as id from deleted_artifacts where project_id = ?", home.id);
  return { deleted_artifact_id: row?.id ?? 0 };
};

const setting = async (home: Place) => {
  await callJson(admin, "POST", `${api}/projects/${home.id}/metadatas/`, { auto_scan: "true" });
  return {};
};

const selectors = (pattern: string) => ({
  tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern }],
  scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "nothing-here" }] },
});
const immutableRule = async (home: Place) => ({
  immutable_rule_id: await madeAt(`/projects/${home.id}/immutabletagrules`, selectors(fresh("v"))),
});
const rules = `${project}/immutabletagrules`;

const policyOf = (projectId: number) => ({ algorithm: "or", rules: [], scope: { level: "project", ref: projectId } });
/** A project has at most one. */
const retention = async (home: Place) => {
  await callJson(admin, "POST", `${api}/retentions`, policyOf(home.id));
  const [policy] = await query<{ id: number }>("select id from retention_policies where project_id = ?", home.id);
  const [run] = await query<{ id: number }>(
    `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at, ended_at)
      values ('RETENTION', ?, 'MANUAL', '{"dryRun":true}', 'test', 'Success', 1, 1, 1) returning id`,
    policy?.id ?? 0,
  );
  const [task] = await query<{ id: number }>(
    `insert into tasks (execution_id, kind, status, parameters, due_at, created_at, ended_at)
      values (?, 'RETENTION', 'Success', '{"repository":{"path":"app"}}', 1, 1, 1) returning id`,
    run?.id ?? 0,
  );
  return { id: policy?.id ?? 0, eid: run?.id ?? 0, tid: task?.id ?? 0 };
};
const noRetention = async (home: Place) => {
  await query("delete from retention_policies where project_id = ?", home.id);
  return {};
};
const ofPolicy = (_: Place, { id, eid, tid }: Made) => ({ id: id ?? 0, eid: eid ?? 0, tid: tid ?? 0 });
const hidden = 404;
const policy = "/retentions/{id}";

export const projectRows: readonly Row[] = [
  { route: `GET ${project}/deleted-artifacts`, who: { inProject: "project:update" }, params: byId },
  {
    route: `POST ${project}/deleted-artifacts/{deleted_artifact_id}`,
    who: { inProject: "project:update" },
    params: (p, made) => ({ ...byId(p), ...made }),
    make: deletedImage,
  },
  {
    route: `POST ${repository}/tag-deletion`,
    who: { inProject: "tag:delete" },
    params: inApp,
    make: tagged,
    body: (_, { tag_name: pattern }) => ({ pattern }),
  },
  { route: `GET ${rules}`, who: { inProject: "immutable-tag:list" }, params: byId },
  { route: `POST ${rules}`, who: { inProject: "immutable-tag:create" }, params: byId, body: () => selectors(fresh("v")) },
  {
    route: `POST ${rules}/preview`,
    who: { inProject: "immutable-tag:list" },
    also: ["tag:list"],
    params: byId,
    body: () => selectors("**"),
    leavesNoAudit: "it changes nothing",
  },
  {
    route: `PUT ${rules}/{immutable_rule_id}`,
    who: { inProject: "immutable-tag:update" },
    make: immutableRule,
    params: (p, made) => ({ ...byId(p), ...made }),
    body: () => selectors(fresh("v")),
  },
  {
    route: `DELETE ${rules}/{immutable_rule_id}`,
    who: { inProject: "immutable-tag:delete" },
    make: immutableRule,
    params: (p, made) => ({ ...byId(p), ...made }),
  },
  { route: "POST /retentions", who: { inProject: "tag-retention:create" }, make: noRetention, body: (p) => policyOf(p.id) },
  {
    route: "POST /retentions/preview",
    who: { inProject: "tag-retention:read" },
    body: (p) => policyOf(p.id),
    leavesNoAudit: "it changes nothing",
  },
  { route: `GET ${policy}`, who: { inProject: "tag-retention:read" }, make: retention, params: ofPolicy, hidden },
  {
    route: `PUT ${policy}`,
    who: { inProject: "tag-retention:update" },
    make: retention,
    params: ofPolicy,
    body: (p) => policyOf(p.id),
    hidden,
  },
  { route: `DELETE ${policy}`, who: { inProject: "tag-retention:delete" }, make: retention, params: ofPolicy, hidden },
  {
    route: `POST ${policy}/executions`,
    who: { inProject: "tag-retention:update" },
    make: retention,
    params: ofPolicy,
    body: () => ({ dry_run: true }),
    // One runs.
    allowed: [409],
    hidden,
  },
  { route: `GET ${policy}/executions`, who: { inProject: "tag-retention:list" }, make: retention, params: ofPolicy, hidden },
  {
    route: `PATCH ${policy}/executions/{eid}`,
    who: { inProject: "tag-retention:update" },
    make: retention,
    params: ofPolicy,
    body: () => ({ action: "stop" }),
    // It has ended.
    allowed: [412],
    hidden,
  },
  { route: `GET ${policy}/executions/{eid}/tasks`, who: { inProject: "tag-retention:list" }, make: retention, params: ofPolicy, hidden },
  {
    route: `GET ${policy}/executions/{eid}/tasks/{tid}`,
    who: { inProject: "tag-retention:read" },
    make: retention,
    params: ofPolicy,
    hidden,
  },
  { route: "HEAD /projects", who: { inProject: "project:read" }, query: (p) => ({ project_name: p.name }) },
  { route: `GET ${project}`, who: { inProject: "project:read" }, params: byId },
  { route: `PUT ${project}`, who: { inProject: "project:update" }, params: byId, body: () => ({ metadata: { auto_scan: "false" } }) },
  // The project holds a repository.
  { route: `DELETE ${project}`, who: { inProject: "project:delete" }, params: byId, allowed: [412] },
  { route: `GET ${project}/_deletable`, who: { inProject: "project:delete" }, params: byId },
  { route: `GET ${project}/summary`, who: { inProject: "project:read" }, params: byId },
  { route: `GET ${project}/metadatas/`, who: { inProject: "metadata:read" }, params: byId },
  {
    route: `POST ${project}/metadatas/`,
    who: { inProject: "metadata:create" },
    params: byId,
    body: () => ({ severity: "high" }),
    allowed: [409],
  },
  {
    route: `GET ${project}/metadatas/{meta_name}`,
    who: { inProject: "metadata:read" },
    params: (p) => ({ ...byId(p), meta_name: "public" }),
  },
  {
    route: `PUT ${project}/metadatas/{meta_name}`,
    who: { inProject: "metadata:update" },
    make: setting,
    params: (p) => ({ ...byId(p), meta_name: "auto_scan" }),
    body: () => ({ auto_scan: "false" }),
  },
  {
    route: `DELETE ${project}/metadatas/{meta_name}`,
    who: { inProject: "metadata:delete" },
    make: setting,
    params: (p) => ({ ...byId(p), meta_name: "auto_scan" }),
  },
  { route: `GET ${project}/members`, who: { inProject: "member:list" }, params: byId },
  {
    route: `POST ${project}/members`,
    who: { inProject: "member:create" },
    make: async () => ({ username: (await createUser()).name }),
    params: byId,
    body: (_, { username }) => ({ role_id: roles.limitedGuest, member_user: { username } }),
  },
  { route: `GET ${project}/members/{mid}`, who: { inProject: "member:read" }, params: (p) => ({ ...byId(p), mid: p.memberId }) },
  {
    route: `PUT ${project}/members/{mid}`,
    who: { inProject: "member:update" },
    params: (p) => ({ ...byId(p), mid: p.memberId }),
    body: () => ({ role_id: roles.limitedGuest }),
  },
  {
    route: `DELETE ${project}/members/{mid}`,
    who: { inProject: "member:delete" },
    make: async (home) => ({ mid: (await createMember(home, roles.guest)).memberId }),
    params: (p, made) => ({ ...byId(p), ...made }),
  },
  { route: "GET /projects/{project_name}/logs", who: { inProject: "log:list" }, params: byName },
  { route: "GET /projects/{project_name}/auditlog-exts", who: { inProject: "log:list" }, params: byName },
  { route: `GET ${project}/artifacts`, who: { inProject: "artifact:list" }, params: byId },
  // Scanning is not built, and says so only to who could scan.
  { route: `GET ${project}/scanner`, who: { inProject: "scanner:read" }, params: byId, allowed: [501] },
  { route: `PUT ${project}/scanner`, who: { inProject: "scanner:create" }, params: byId, body: () => ({ uuid: "x" }), allowed: [501] },
  { route: `GET ${project}/scanner/candidates`, who: { inProject: "scanner:create" }, params: byId, allowed: [501] },
  { route: "GET /projects/{project_name}/repositories", who: { inProject: "repository:list" }, params: byName },
  { route: `GET ${repository}`, who: { inProject: "repository:read" }, params: inApp },
  { route: `PUT ${repository}`, who: { inProject: "repository:update" }, params: inApp, body: () => ({ description: "x" }) },
  {
    route: `DELETE ${repository}`,
    who: { inProject: "repository:delete" },
    make: async (home) => {
      const name = fresh("gone");
      await pushImage(admin, `${home.name}/${name}`, "1");
      return { repository_name: name };
    },
    params: (p, made) => ({ ...byName(p), ...made }),
  },
  { route: `GET ${repository}/tags`, who: { inProject: "tag:list" }, params: inApp },
  { route: `GET ${repository}/artifacts`, who: { inProject: "artifact:list" }, params: inApp },
  {
    route: `POST ${repository}/artifacts`,
    who: { inProject: "artifact:create" },
    also: ["repository:pull"],
    params: (p) => ({ ...byName(p), repository_name: "copy" }),
    query: (p) => ({ from: `${p.name}/app:1` }),
  },
  { route: `GET ${artifact}`, who: { inProject: "artifact:read" }, params: image },
  {
    route: `DELETE ${artifact}`,
    who: { inProject: "artifact:delete" },
    make: tagged,
    params: (p, { reference }) => ({ ...inApp(p), reference: String(reference) }),
  },
  { route: `GET ${artifact}/additions/vulnerabilities`, who: { inProject: "artifact-addition:read" }, params: image, allowed: [501] },
  {
    route: `GET ${artifact}/additions/{addition}`,
    who: { inProject: "artifact-addition:read" },
    params: (p) => ({ ...image(p), addition: "build_history" }),
  },
  {
    route: `GET ${artifact}/layers/{digest}`,
    who: { inProject: "repository:pull" },
    make: document,
    params: (p, made) => ({ ...inApp(p), ...made }),
  },
  { route: `GET ${artifact}/accessories`, who: { inProject: "accessory:list" }, params: image },
  { route: `GET ${artifact}/tags`, who: { inProject: "tag:list" }, params: image },
  { route: `POST ${artifact}/tags`, who: { inProject: "tag:create" }, params: image, body: () => ({ name: fresh("made") }) },
  {
    route: `DELETE ${artifact}/tags/{tag_name}`,
    who: { inProject: "tag:delete" },
    make: tagged,
    params: (p, made) => ({ ...inApp(p), ...made }),
  },
  {
    route: `POST ${artifact}/labels`,
    who: { inProject: "artifact-label:create" },
    make: label,
    params: image,
    body: (_, made) => ({ id: made.label_id }),
  },
  {
    route: `DELETE ${artifact}/labels/{label_id}`,
    who: { inProject: "artifact-label:delete" },
    make: async (home) => {
      const made = await label(home);
      await callJson(admin, "POST", `${api}/projects/${home.name}/repositories/app/artifacts/1/labels`, { id: made.label_id });
      return made;
    },
    params: (p, made) => ({ ...image(p), ...made }),
  },
  {
    route: "GET /labels",
    variant: "of a project",
    who: { inProject: "label:list" },
    query: (p) => ({ scope: "p", project_id: String(p.id) }),
  },
  {
    route: "POST /labels",
    variant: "of a project",
    who: { inProject: "label:create" },
    body: (p) => ({ name: fresh("label"), scope: "p", project_id: p.id }),
  },
  {
    route: "GET /labels/{label_id}",
    variant: "of a project",
    hidden: 404,
    who: { inProject: "label:read" },
    make: label,
    params: (_, made) => ids(made),
  },
  {
    route: "PUT /labels/{label_id}",
    variant: "of a project",
    hidden: 404,
    who: { inProject: "label:update" },
    make: label,
    params: (_, made) => ids(made),
    body: (p) => ({ name: fresh("label"), scope: "p", project_id: p.id }),
  },
  {
    route: "DELETE /labels/{label_id}",
    variant: "of a project",
    hidden: 404,
    who: { inProject: "label:delete" },
    make: label,
    params: (_, made) => ids(made),
  },
  {
    route: "GET /robots",
    variant: "of a project",
    who: { inProject: "robot:list" },
    query: (p) => ({ q: `Level=project,ProjectID=${p.id}` }),
  },
  {
    route: "POST /robots",
    variant: "of a project",
    who: { inProject: "robot:create" },
    also: ["repository:list"],
    body: (p) => robotOf(fresh("robot"), p.name),
  },
  {
    route: "GET /robots/{robot_id}",
    variant: "of a project",
    hidden: 404,
    who: { inProject: "robot:read" },
    make: robot,
    params: (_, made) => ids(made),
  },
  {
    route: "PUT /robots/{robot_id}",
    variant: "of a project",
    hidden: 404,
    who: { inProject: "robot:update" },
    make: robot,
    params: (_, made) => ids(made),
    body: (p, { full }) => ({ ...robotOf("", p.name), name: full, disable: false }),
  },
  {
    route: "PATCH /robots/{robot_id}",
    variant: "of a project",
    hidden: 404,
    who: { inProject: "robot:update" },
    make: robot,
    params: (_, made) => ids(made),
    body: () => ({ secret: "" }),
  },
  {
    route: "DELETE /robots/{robot_id}",
    variant: "of a project",
    hidden: 404,
    who: { inProject: "robot:delete" },
    make: robot,
    params: (_, made) => ids(made),
  },
];

function ids(made: Made): Record<string, number> {
  return Object.fromEntries(Object.entries(made).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

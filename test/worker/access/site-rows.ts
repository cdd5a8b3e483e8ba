/** Operations that concern the whole site. */
import { api } from "../support/harbor.ts";
import { registryElsewhere } from "../support/registry-elsewhere.ts";
import { admin, callJson, createUser, fresh, query } from "../support/site.ts";
import type { Made, Row } from "./row.ts";

async function madeAt(path: string, body: unknown): Promise<number> {
  const answer = await callJson(admin, "POST", `${api}${path}`, body);
  return Number(answer.headers.get("Location")?.split("/").at(-1));
}

const user = async () => ({ user_id: (await createUser()).id });
const group = async () => ({
  group_id: await madeAt("/usergroups", { group_name: fresh("group"), group_type: 1, ldap_group_dn: `cn=${fresh("dn")}` }),
});
const bridge = async () => ({ bridge_id: await madeAt("/bridges", { name: fresh("bridge") }) });
const label = async () => ({ label_id: await madeAt("/labels", { name: fresh("label"), scope: "g" }) });
const robotOf = (name: string) => ({
  name,
  level: "system",
  duration: 1,
  permissions: [{ kind: "system", namespace: "/", access: [{ resource: "catalog", action: "read" }] }],
});
const robot = async () => {
  const answer = await callJson(admin, "POST", `${api}/robots`, robotOf(fresh("robot")));
  const made = await answer.json<{ id: number; name: string }>();
  return { robot_id: made.id, full: made.name };
};
/** A run of this kind that has ended, with its task. */
async function ended(kind: string): Promise<{ run: number; task: number }> {
  const [run] = await query<{ id: number }>(
    `insert into executions (kind, vendor_id, "trigger", parameters, actor, status, exclusive, started_at, ended_at)
      values ('${kind}', 0, 'MANUAL', '{}', 'test', 'Success', 1, 1, 1) returning id`,
  );
  const [task] = await query<{ id: number }>(
    `insert into tasks (execution_id, kind, status, parameters, due_at, created_at, ended_at)
      values (${run?.id ?? 0}, '${kind}', 'Success', '{}', 1, 1, 1) returning id`,
  );
  return { run: run?.id ?? 0, task: task?.id ?? 0 };
}
const collection = async () => ({ gc_id: (await ended("GARBAGE_COLLECTION")).run });
const purge = async () => ({ purge_id: (await ended("PURGE_AUDIT_LOG")).run });
const scrub = async () => ({ scrub_id: (await ended("SCRUB")).run });
const job = async () => ({ job_id: (await ended("PURGE_AUDIT_LOG")).task });
const registryBody = () => ({ name: fresh("registry"), type: "docker-registry", url: registryElsewhere().url });
const registry = async () => ({ id: await madeAt("/registries", registryBody()) });
// Nothing is there to be replicated.
const filters = [{ type: "name", value: "nowhere/**" }];
const policyFor = ({ id }: Made) => ({ name: fresh("policy"), dest_registry: { id: Number(id) }, filters });
const policy = async () => ({ id: await madeAt("/replication/policies", policyFor(await registry())) });
const replication = async () => {
  const { run, task } = await ended("REPLICATION");
  return { id: run, task_id: task };
};
const taskParams = (_: unknown, made: Made) => ({ id: made.id ?? 0, task_id: made.task_id ?? 0 });
const monitor = (action: string) => ({ onSite: `jobservice-monitor:${action}` });
const none = () => ({ schedule: { type: "None" }, parameters: { audit_retention_hour: 1 } });
const idOf = (name: string) => (_: unknown, made: Made) => ({ [name]: made[name] ?? 0 });
const newUser = () => {
  const username = fresh("new");
  return { username, password: "Secret12345", realname: username, email: `${username}@example.com` };
};

export const siteRows: readonly Row[] = [
  { route: "GET /ping", who: "everyone" },
  { route: "GET /health", who: "everyone" },
  { route: "GET /systeminfo", who: "everyone" },
  // Harbor has it for signed-in people; there is no certificate to hand out.
  { route: "GET /systeminfo/getcert", who: "everyone", allowed: [404] },
  { route: "GET /systeminfo/volumes", who: { onSite: "system-volumes:read" } },
  { route: "POST /system/scrub", who: { onSite: "system-volumes:read" }, body: () => ({}), leavesNoAudit: "it only looks" },
  { route: "GET /statistics", who: "signed in" },
  { route: "GET /statistics/activity", who: { onSite: "system-volumes:read" } },
  { route: "GET /search", who: "everyone", query: () => ({ q: "x" }) },
  { route: "GET /icons/{digest}", who: "everyone", params: () => ({ digest: `sha256:${"0".repeat(64)}` }), allowed: [404] },
  // No robot can be given the configuration.
  { route: "GET /configurations", who: { onSite: "configuration:read" } },
  { route: "GET /internalconfig", who: { onSite: "configuration:read" } },
  { route: "GET /system/times", who: { onSite: "configuration:read" } },
  { route: "PUT /configurations", who: { onSite: "configuration:update" }, body: () => ({ banner_message: "" }) },
  { route: "GET /system/CVEAllowlist", who: "signed in" },
  { route: "PUT /system/CVEAllowlist", who: { onSite: "configuration:update" }, body: () => ({ items: [] }) },
  { route: "GET /permissions", who: "administrators" },
  { route: "GET /roles", who: "signed in" },
  { route: "GET /projects", who: "everyone" },
  { route: "POST /projects", who: { onSite: "project:create", orPeople: true }, body: () => ({ project_name: fresh("mine") }) },
  { route: "GET /repositories", who: "everyone" },
  { route: "GET /users", who: { onSite: "user:list" } },
  { route: "POST /users", who: { onSite: "user:create" }, body: newUser },
  { route: "GET /users/search", who: "signed in", query: () => ({ username: "a" }) },
  { route: "GET /users/current", who: "people" },
  { route: "GET /users/current/permissions", who: "signed in" },
  { route: "GET /users/{user_id}", who: { onSite: "user:read" }, make: user, params: idOf("user_id") },
  {
    route: "PUT /users/{user_id}",
    who: { onSite: "user:update" },
    make: user,
    params: idOf("user_id"),
    body: () => ({ email: `${fresh("mail")}@example.com`, realname: "x" }),
  },
  { route: "DELETE /users/{user_id}", who: { onSite: "user:delete" }, make: user, params: idOf("user_id") },
  {
    // A robot that could do this could make itself an administrator.
    route: "PUT /users/{user_id}/sysadmin",
    who: { onSite: "user:update", noRobots: true },
    make: user,
    params: idOf("user_id"),
    body: () => ({ sysadmin_flag: false }),
  },
  {
    route: "PUT /users/{user_id}/password",
    variant: "of somebody else",
    who: { onSite: "user:update", noRobots: true },
    make: user,
    params: idOf("user_id"),
    body: () => ({ new_password: `Another-${fresh("1")}-P` }),
  },
  // Only for accounts of OIDC, which is not built.
  {
    route: "PUT /users/{user_id}/cli_secret",
    who: "people",
    params: (_, __, userId) => ({ user_id: userId }),
    body: () => ({ secret: "Secret12345" }),
    allowed: [412],
  },
  { route: "GET /usergroups", who: { onSite: "user-group:list" } },
  {
    route: "POST /usergroups",
    who: { onSite: "user-group:create" },
    body: () => ({ group_name: fresh("group"), group_type: 1, ldap_group_dn: `cn=${fresh("dn")}` }),
  },
  { route: "GET /usergroups/search", who: "signed in", query: () => ({ groupname: "a" }) },
  { route: "GET /usergroups/{group_id}", who: { onSite: "user-group:read" }, make: group, params: idOf("group_id") },
  {
    route: "PUT /usergroups/{group_id}",
    who: { onSite: "user-group:update" },
    make: group,
    params: idOf("group_id"),
    body: () => ({ group_name: fresh("group") }),
  },
  { route: "DELETE /usergroups/{group_id}", who: { onSite: "user-group:delete" }, make: group, params: idOf("group_id") },
  { route: "POST /ldap/ping", who: { onSite: "configuration:read", noRobots: true }, leavesNoAudit: "changes nothing" },
  { route: "GET /ldap/users/search", who: { onSite: "ldap-user:list" }, allowed: [503] },
  { route: "GET /ldap/groups/search", who: { onSite: "ldap-user:list" }, allowed: [503] },
  { route: "POST /ldap/users/import", who: { onSite: "ldap-user:create" }, body: () => ({ ldap_uid_list: [] }) },
  { route: "GET /bridges", who: { onSite: "bridge:list", noRobots: true } },
  { route: "POST /bridges", who: { onSite: "bridge:create", noRobots: true }, body: () => ({ name: fresh("bridge") }) },
  { route: "DELETE /bridges/{bridge_id}", who: { onSite: "bridge:delete", noRobots: true }, make: bridge, params: idOf("bridge_id") },
  { route: "POST /bridges/{bridge_id}/token", who: { onSite: "bridge:update", noRobots: true }, make: bridge, params: idOf("bridge_id") },
  { route: "GET /robots", variant: "of the site", who: { onSite: "robot:list" } },
  {
    route: "POST /robots",
    variant: "of the site",
    who: { onSite: "robot:create" },
    also: ["catalog:read"],
    body: () => robotOf(fresh("robot")),
  },
  { route: "GET /robots/{robot_id}", variant: "of the site", who: { onSite: "robot:read" }, make: robot, params: idOf("robot_id") },
  {
    route: "PUT /robots/{robot_id}",
    variant: "of the site",
    who: { onSite: "robot:update" },
    make: robot,
    params: idOf("robot_id"),
    body: (_, { full }) => ({ ...robotOf(""), name: full, disable: false }),
  },
  {
    route: "PATCH /robots/{robot_id}",
    variant: "of the site",
    who: { onSite: "robot:update" },
    make: robot,
    params: idOf("robot_id"),
    body: () => ({ secret: "" }),
  },
  { route: "DELETE /robots/{robot_id}", variant: "of the site", who: { onSite: "robot:delete" }, make: robot, params: idOf("robot_id") },
  { route: "GET /quotas", who: { onSite: "quota:list" } },
  { route: "GET /quotas/{id}", who: { onSite: "quota:read" }, params: (p) => ({ id: p.quotaId }) },
  {
    route: "PUT /quotas/{id}",
    who: { onSite: "quota:update" },
    params: (p) => ({ id: p.quotaId }),
    body: () => ({ hard: { storage: -1 } }),
  },
  { route: "GET /labels", variant: "of the site", who: "signed in", query: () => ({ scope: "g" }) },
  { route: "POST /labels", variant: "of the site", who: { onSite: "label:create" }, body: () => ({ name: fresh("label"), scope: "g" }) },
  { route: "GET /labels/{label_id}", variant: "of the site", who: "signed in", make: label, params: idOf("label_id") },
  {
    route: "PUT /labels/{label_id}",
    variant: "of the site",
    who: { onSite: "label:update" },
    make: label,
    params: idOf("label_id"),
    body: () => ({ name: fresh("label"), scope: "g" }),
  },
  { route: "DELETE /labels/{label_id}", variant: "of the site", who: { onSite: "label:delete" }, make: label, params: idOf("label_id") },
  { route: "GET /system/gc", who: { onSite: "garbage-collection:list" } },
  { route: "GET /system/gc/{gc_id}", who: { onSite: "garbage-collection:read" }, make: collection, params: idOf("gc_id") },
  { route: "GET /system/gc/{gc_id}/log", who: { onSite: "garbage-collection:read" }, make: collection, params: idOf("gc_id") },
  // It has ended.
  { route: "PUT /system/gc/{gc_id}", who: { onSite: "garbage-collection:stop" }, make: collection, params: idOf("gc_id"), allowed: [412] },
  { route: "GET /system/gc/schedule", who: { onSite: "garbage-collection:read" } },
  { route: "POST /system/gc/schedule", who: { onSite: "garbage-collection:create" }, body: () => ({ schedule: { type: "None" } }) },
  { route: "PUT /system/gc/schedule", who: { onSite: "garbage-collection:update" }, body: () => ({ schedule: { type: "None" } }) },
  { route: "GET /system/purgeaudit", who: { onSite: "purge-audit:list" } },
  { route: "GET /system/purgeaudit/{purge_id}", who: { onSite: "purge-audit:read" }, make: purge, params: idOf("purge_id") },
  { route: "GET /system/purgeaudit/{purge_id}/log", who: { onSite: "purge-audit:read" }, make: purge, params: idOf("purge_id") },
  {
    route: "PUT /system/purgeaudit/{purge_id}",
    who: { onSite: "purge-audit:stop" },
    make: purge,
    params: idOf("purge_id"),
    allowed: [412],
  },
  { route: "GET /system/purgeaudit/schedule", who: { onSite: "purge-audit:read" } },
  { route: "POST /system/purgeaudit/schedule", who: { onSite: "purge-audit:create" }, body: none },
  { route: "PUT /system/purgeaudit/schedule", who: { onSite: "purge-audit:update" }, body: none },
  { route: "GET /system/scrub", who: { onSite: "system-volumes:list" } },
  { route: "GET /system/scrub/{scrub_id}", who: { onSite: "system-volumes:read" }, make: scrub, params: idOf("scrub_id") },
  { route: "GET /system/scrub/{scrub_id}/log", who: { onSite: "system-volumes:read" }, make: scrub, params: idOf("scrub_id") },
  { route: "PUT /system/scrub/{scrub_id}", who: { onSite: "system-volumes:stop" }, make: scrub, params: idOf("scrub_id"), allowed: [412] },
  { route: "GET /system/scrub/schedule", who: { onSite: "system-volumes:read" } },
  { route: "POST /system/scrub/schedule", who: { onSite: "system-volumes:create" }, body: none },
  { route: "PUT /system/scrub/schedule", who: { onSite: "system-volumes:update" }, body: none },
  { route: "GET /jobservice/pools", who: monitor("list") },
  { route: "GET /jobservice/pools/{pool_id}/workers", who: monitor("list"), params: () => ({ pool_id: "all" }) },
  { route: "GET /jobservice/queues", who: monitor("list") },
  {
    route: "PUT /jobservice/queues/{job_type}",
    who: monitor("stop"),
    params: () => ({ job_type: "PURGE_AUDIT_LOG" }),
    body: () => ({ action: "resume" }),
  },
  // It has ended.
  { route: "PUT /jobservice/jobs/{job_id}", who: monitor("stop"), make: job, params: idOf("job_id"), allowed: [412] },
  { route: "GET /jobservice/jobs/{job_id}/log", who: monitor("read"), make: job, params: idOf("job_id") },
  { route: "GET /schedules", who: monitor("list") },
  { route: "GET /schedules/{job_type}/paused", who: monitor("list"), params: () => ({ job_type: "all" }) },
  { route: "GET /system/database", who: { onSite: "system-volumes:read" } },
  { route: "GET /registries", who: { onSite: "registry:list" } },
  { route: "POST /registries", who: { onSite: "registry:create" }, body: registryBody },
  {
    route: "POST /registries/ping",
    who: { onSite: "registry:read" },
    make: registry,
    body: (_, { id }) => ({ id }),
    leavesNoAudit: "it only looks",
  },
  { route: "GET /registries/{id}", who: { onSite: "registry:read" }, make: registry, params: idOf("id") },
  {
    route: "PUT /registries/{id}",
    who: { onSite: "registry:update" },
    make: registry,
    params: idOf("id"),
    body: () => ({ description: "another" }),
  },
  { route: "DELETE /registries/{id}", who: { onSite: "registry:delete" }, make: registry, params: idOf("id") },
  { route: "GET /registries/{id}/info", who: { onSite: "registry:read" }, make: registry, params: idOf("id") },
  { route: "GET /replication/adapters", who: { onSite: "replication-adapter:list" } },
  { route: "GET /replication/adapterinfos", who: { onSite: "replication-adapter:list" } },
  { route: "GET /replication/policies", who: { onSite: "replication-policy:list" } },
  {
    route: "POST /replication/policies",
    who: { onSite: "replication-policy:create" },
    make: registry,
    body: (_, made) => policyFor(made),
  },
  { route: "GET /replication/policies/{id}", who: { onSite: "replication-policy:read" }, make: policy, params: idOf("id") },
  {
    route: "PUT /replication/policies/{id}",
    who: { onSite: "replication-policy:update" },
    make: policy,
    params: idOf("id"),
    body: () => ({ description: "another" }),
  },
  { route: "DELETE /replication/policies/{id}", who: { onSite: "replication-policy:delete" }, make: policy, params: idOf("id") },
  { route: "GET /replication/executions", who: { onSite: "replication:list" } },
  {
    route: "POST /replication/executions",
    who: { onSite: "replication:create" },
    make: policy,
    body: (_, { id }) => ({ policy_id: id }),
  },
  { route: "GET /replication/executions/{id}", who: { onSite: "replication:read" }, make: replication, params: idOf("id") },
  // It has ended. Robots cannot be given `stop`.
  {
    route: "PUT /replication/executions/{id}",
    who: { onSite: "replication:create" },
    make: replication,
    params: idOf("id"),
    allowed: [412],
  },
  { route: "GET /replication/executions/{id}/tasks", who: { onSite: "replication:list" }, make: replication, params: idOf("id") },
  {
    route: "GET /replication/executions/{id}/tasks/{task_id}/log",
    who: { onSite: "replication:read" },
    make: replication,
    params: taskParams,
  },
  { route: "GET /retentions/metadatas", who: "signed in" },
  // Whoever may see all sees all; others see what their projects' log says.
  { route: "GET /audit-logs", who: "signed in" },
  { route: "GET /auditlog-exts", who: "signed in" },
  { route: "GET /auditlog-exts/events", who: { onSite: "configuration:read" } },
];

/** What can be given to robots, by level and resource (Harbor 2.16 `src/common/rbac`, the provider without limits). */
import type { Right } from "../../store/access.ts";

const crud = "read create delete list update";

const system: Readonly<Record<string, string>> = {
  "audit-log": "list",
  "preheat-instance": crud,
  project: "list create",
  "replication-policy": crud,
  replication: "read create list",
  "replication-adapter": "list",
  registry: crud,
  "scan-all": "read update stop create",
  "system-volumes": "read",
  "garbage-collection": "read create list update stop",
  "purge-audit": "read create list update stop",
  "jobservice-monitor": "list stop",
  scanner: crud,
  label: "read create delete update",
  "security-hub": "read list",
  catalog: "read",
  quota: "read list update",
  robot: "create read list delete",
  user: crud,
  "ldap-user": "create list",
  "user-group": crud,
  // Ours: marks the account of another site, whose changes carry versions.
  site: "replicate",
};

const project: Readonly<Record<string, string>> = {
  log: "list",
  project: "read delete update",
  metadata: crud,
  repository: "read update delete list pull push",
  artifact: "read create list delete",
  scan: "create read stop",
  sbom: "create stop read",
  tag: "create list delete",
  accessory: "list",
  "artifact-addition": "read",
  "artifact-label": "create delete",
  scanner: "create read",
  "preheat-policy": crud,
  "immutable-tag": "create delete list update",
  "notification-policy": crud,
  "tag-retention": crud,
  label: crud,
  quota: "read",
  robot: "create read list delete",
  "export-cve": "create read",
  member: crud,
};

/** Beside what robots may get: what only system administrators do (`GET /users/current/permissions`). */
const administrators: Readonly<Record<string, string>> = {
  catalog: "read",
  "audit-log": "list",
  project: crud,
  user: crud,
  "user-group": crud,
  registry: crud,
  replication: crud,
  distribution: crud,
  "garbage-collection": crud,
  "scan-all": `${crud} stop`,
  "system-volumes": "read",
  "ldap-user": "create list",
  configuration: "read update",
  "jobservice-monitor": "read list stop",
  "security-hub": "read list",
};

export const robotRights = { system: rightsOf(system), project: rightsOf(project) } as const;
export const administratorRights: readonly Right[] = rightsOf(administrators);

/** Whether a robot can be given this at all. */
export function isRobotRight(level: "system" | "project", { resource, action }: Right): boolean {
  return robotRights[level].some((right) => right.resource === resource && right.action === action);
}

function rightsOf(table: Readonly<Record<string, string>>): Right[] {
  return Object.entries(table).flatMap(([resource, actions]) => actions.split(" ").map((action) => ({ resource, action })));
}

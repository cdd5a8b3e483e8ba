/**
 * Harbor 2.16's permissions (`src/common/rbac/project/rbac_role.go`, `src/common/rbac/const.go`), typed by hand. Nothing of worker/ is
 * imported here or by what walks the table, so that it cannot follow a mistake there.
 *
 * A project administrator, M maintainer, D developer, G guest, L limited guest, P everybody in a public project.
 */
const roles = `
project read AMDGLP
project update A
project delete A
member create A
member read AMDG
member update A
member delete A
member list AMDG
metadata create A
metadata read AM
metadata update A
metadata delete A
log list A
label create AM
label read AMDGP
label update AM
label delete AM
label list AMDGP
quota read AMDGL
repository create AMD
repository read AMDGL
repository update AMD
repository delete AM
repository list AMDGLP
repository pull AMDGLP
repository push AMD
tag-retention create AMD
tag-retention read AMD
tag-retention update AMD
tag-retention delete AMD
tag-retention list AMD
tag-retention operate AMD
immutable-tag create AM
immutable-tag update AM
immutable-tag delete AM
immutable-tag list AM
configuration read AMDGL
configuration update A
robot create A
robot read AMDG
robot update A
robot delete A
robot list AMDG
notification-policy create A
notification-policy read AM
notification-policy update A
notification-policy delete A
notification-policy list AM
scan create AM
scan read AMDGLP
scan stop AM
sbom create AM
sbom read AMDGL
sbom stop AM
scanner create A
scanner read AMDGLP
artifact create AMD
artifact read AMDGLP
artifact delete AM
artifact list AMDGLP
artifact-addition read AMDGLP
tag create AMD
tag delete AM
tag list AMDGLP
accessory list AMDGLP
artifact-label create AMD
artifact-label delete AMD
preheat-policy create A
preheat-policy read A
preheat-policy update A
preheat-policy delete A
preheat-policy list A
export-cve create AMD
export-cve read AMD
export-cve list AMD
`;

const crud = "create read update delete list";

/** What robots can be given on the whole site. */
const siteRobots = `
audit-log: list
preheat-instance: ${crud}
project: list create
replication-policy: ${crud}
replication: read create list
replication-adapter: list
registry: ${crud}
scan-all: read update stop create
system-volumes: read
garbage-collection: read create list update stop
purge-audit: read create list update stop
jobservice-monitor: list stop
scanner: ${crud}
label: read create delete update
security-hub: read list
catalog: read
quota: read list update
robot: create read list delete
user: ${crud}
ldap-user: create list
user-group: ${crud}
`;

/** What robots can be given in a project. */
const projectRobots = `
log: list
project: read delete update
metadata: ${crud}
repository: read update delete list pull push
artifact: read create list delete
scan: create read stop
sbom: create stop read
tag: create list delete
accessory: list
artifact-addition: read
artifact-label: create delete
scanner: create read
preheat-policy: ${crud}
immutable-tag: create delete list update
notification-policy: ${crud}
tag-retention: ${crud}
label: ${crud}
quota: read
robot: create read list delete
export-cve: create read
member: ${crud}
`;

/** `resource:action` */
export type Right = string;

/** Letters of the roles that have it. */
export const rolesOf: ReadonlyMap<Right, string> = new Map(
  roles
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .map(([resource, action, letters = ""]) => [`${resource}:${action}`, letters]),
);

export const robotRights = { system: rightsIn(siteRobots), project: rightsIn(projectRobots) } as const;

function rightsIn(text: string): readonly Right[] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.split(": "))
    .flatMap(([resource, actions = ""]) => actions.split(" ").map((action) => `${resource}:${action}`));
}

/**
 * Who may do what in a project, as Harbor's five roles have it: by resource and action, one letter for each role that may.
 * A project administrator, M maintainer, D developer, G guest, L limited guest; P everybody, in a public project.
 */
const permissions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  project: { read: "AMDGLP", update: "A", delete: "A" },
  member: { create: "A", read: "AMDG", update: "A", delete: "A", list: "AMDG" },
  metadata: { create: "A", read: "AM", update: "A", delete: "A" },
  log: { list: "A" },
  label: { create: "AM", read: "AMDGP", update: "AM", delete: "AM", list: "AMDGP" },
  quota: { read: "AMDGL" },
  repository: { create: "AMD", read: "AMDGL", update: "AMD", delete: "AM", list: "AMDGLP", pull: "AMDGLP", push: "AMD" },
  "tag-retention": { create: "AMD", read: "AMD", update: "AMD", delete: "AMD", list: "AMD", operate: "AMD" },
  "immutable-tag": { create: "AM", update: "AM", delete: "AM", list: "AM" },
  configuration: { read: "AMDGL", update: "A" },
  robot: { create: "A", read: "AMDG", update: "A", delete: "A", list: "AMDG" },
  "notification-policy": { create: "A", read: "AM", update: "A", delete: "A", list: "AM" },
  scan: { create: "AM", read: "AMDGLP", stop: "AM" },
  sbom: { create: "AM", read: "AMDGL", stop: "AM" },
  scanner: { create: "A", read: "AMDGLP" },
  artifact: { create: "AMD", read: "AMDGLP", delete: "AM", list: "AMDGLP" },
  "artifact-addition": { read: "AMDGLP" },
  tag: { create: "AMD", delete: "AM", list: "AMDGLP" },
  accessory: { list: "AMDGLP" },
  "artifact-label": { create: "AMD", delete: "AMD" },
  "preheat-policy": { create: "A", read: "A", update: "A", delete: "A", list: "A" },
  "export-cve": { create: "AMD", read: "AMD", list: "AMD" },
};

/** Harbor's role ids. */
const roles = { projectAdmin: 1, developer: 2, guest: 3, maintainer: 4, limitedGuest: 5 } as const;

const letters: readonly (readonly [string, number])[] = [
  ["A", roles.projectAdmin],
  ["D", roles.developer],
  ["G", roles.guest],
  ["M", roles.maintainer],
  ["L", roles.limitedGuest],
];

/** Ids of the roles that grant the action; none for what the table does not have. */
export function rolesThat(resource: string, action: string): readonly number[] {
  const granted = permissions[resource]?.[action] ?? "";
  return letters.filter(([letter]) => granted.includes(letter)).map(([, id]) => id);
}

/** Whether anybody, signed in or not, may do this in a public project. */
export function publicMay(resource: string, action: string): boolean {
  return (permissions[resource]?.[action] ?? "").includes("P");
}

export function isRoleId(id: number): boolean {
  return Object.values<number>(roles).includes(id);
}

/** As Harbor shows roles. */
export function roleName(id: number): string {
  return Object.entries(roles).find(([, roleId]) => roleId === id)?.[0] ?? "";
}

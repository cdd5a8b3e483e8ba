/** OpenLDAP and Active Directory as a test handles both. */
import { readFileSync } from "node:fs";
import { group, groupDn, type OpenLdap, person, personDn, startOpenLdap } from "./openldap.ts";
import { type Samba, startSamba } from "./samba.ts";

export interface TestDirectory {
  readonly name: string;
  /** For the site. */
  readonly configuration: Readonly<Record<string, string | number | boolean>>;
  hire(name: string, password: string): Promise<void>;
  setPassword(name: string, password: string): Promise<void>;
  disable(name: string): Promise<void>;
  /** A group of these people and groups; its DN. */
  found(name: string, members: { people?: readonly string[]; groups?: readonly string[] }): Promise<string>;
  pause(): void;
  resume(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export const manyGroups = 500;
export const manyPeople = 200;
export const peopleName = (index: number) => `person${index}`;

/** With somebody in five hundred groups, and two hundred people. */
export async function openLdap(folder: string): Promise<TestDirectory & { readonly server: OpenLdap }> {
  const crowd = Array.from({ length: manyPeople }, (_, index) => person(peopleName(index), `Secret-${index}`));
  const groups = Array.from({ length: manyGroups }, (_, index) => group(`of-many-${index}`, [personDn("many")]));
  const server = await startOpenLdap(folder, { entries: [person("many", "Many-secret1"), ...crowd, ...groups].join("\n") });
  return {
    name: "OpenLDAP",
    server,
    configuration: {
      ldap_url: server.tlsUrl,
      ldap_ca_certificate: readFileSync(server.certificate.ca, "utf8"),
      ldap_search_dn: server.searchDn,
      ldap_search_password: server.searchPassword,
      ldap_base_dn: `ou=people,${server.baseDn}`,
      ldap_uid: "uid",
      ldap_group_base_dn: `ou=groups,${server.baseDn}`,
      ldap_group_search_filter: "objectClass=groupOfNames",
    },
    hire: (name, password) => server.modify(added(person(name, password))),
    setPassword: (name, password) =>
      server.modify(`dn: ${personDn(name)}\nchangetype: modify\nreplace: userPassword\nuserPassword: ${password}\n`),
    disable: (name) =>
      server.modify(`dn: ${personDn(name)}\nchangetype: modify\nadd: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n`),
    async found(name, { people = [], groups: inner = [] }) {
      await server.modify(added(group(name, [...people.map(personDn), ...inner.map(groupDn)])));
      return groupDn(name);
    },
    pause: () => server.pause(),
    resume: () => server.resume(),
    start: () => server.start(),
    stop: () => server.stop(),
  };
}

function added(entry: string): string {
  return entry.trim().replace(/^(dn: .*)$/m, "$1\nchangetype: add");
}

export async function activeDirectory(folder: string): Promise<TestDirectory & { readonly server: Samba }> {
  const server = await startSamba(folder);
  return {
    name: "Active Directory",
    server,
    configuration: {
      ldap_url: server.tlsUrl,
      ldap_ca_certificate: readFileSync(server.certificate.ca, "utf8"),
      ldap_search_dn: server.searchDn,
      ldap_search_password: server.searchPassword,
      ldap_base_dn: server.baseDn,
      ldap_filter: "(objectClass=user)",
      ldap_uid: "sAMAccountName",
      ldap_group_base_dn: server.baseDn,
      ldap_group_search_filter: "(objectClass=group)",
    },
    async hire(name, password) {
      await server.tool("user", "create", name, password, `--mail-address=${name}@example.test`);
    },
    async setPassword(name, password) {
      await server.tool("user", "setpassword", name, `--newpassword=${password}`);
    },
    async disable(name) {
      await server.tool("user", "disable", name);
    },
    async found(name, { people = [], groups = [] }) {
      await server.tool("group", "add", name);
      await server.tool("group", "addmembers", name, [...people, ...groups].join(","));
      return `CN=${name},CN=Users,${server.baseDn}`;
    },
    pause: () => server.pause(),
    resume: () => server.resume(),
    start: () => server.start(),
    stop: () => server.stop(),
  };
}

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { freePort } from "../../../standalone/free-port.ts";
import { type Certificate, makeCertificate } from "./certificates.ts";
import { end, ok, until } from "./run.ts";

export interface OpenLdap {
  readonly host: string;
  readonly url: string;
  readonly tlsUrl: string;
  readonly certificate: Certificate;
  readonly baseDn: string;
  readonly searchDn: string;
  readonly searchPassword: string;
  /** Changes entries as the administrator, by LDIF. */
  modify(ldif: string): Promise<void>;
  /** What slapd wrote of connections and operations (`loglevel stats`). */
  log(): string;
  /** Answers nothing, and breaks nothing off, until it goes on. */
  pause(): void;
  resume(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const suffix = "dc=example,dc=org";
const searchDn = `cn=reader,${suffix}`;
const searchPassword = "Reader-secret1";
const adminDn = `cn=manager,${suffix}`;
const adminPassword = "Manager-secret1";

export interface OpenLdapOptions {
  /** Further lines of LDIF. */
  readonly entries?: string;
  /** Without the overlay a person's entry does not say what groups he is in. */
  readonly memberOf?: boolean;
}

/** slapd of our own: people and groups in a fresh database, plain and by TLS on ports of the loopback. */
export async function startOpenLdap(folder: string, options: OpenLdapOptions = {}): Promise<OpenLdap> {
  mkdirSync(join(folder, "db"), { recursive: true });
  const host = "127.0.0.1";
  const certificate = await makeCertificate(folder, { address: host });
  const [port, tlsPort] = [await freePort(host), await freePort(host)];
  const configuration = join(folder, "slapd.conf");
  writeFileSync(configuration, configurationOf(folder, certificate, options.memberOf ?? false));
  const data = join(folder, "data.ldif");
  writeFileSync(data, `${tree}\n${options.entries ?? ""}`);
  await ok("slapadd", ["-f", configuration, "-l", data]);
  const logFile = join(folder, "slapd.log");
  writeFileSync(logFile, "");
  const [url, tlsUrl] = [`ldap://${host}:${port}`, `ldaps://${host}:${tlsPort}`];
  let child: ChildProcess | null = null;
  const start = async () => {
    child = spawn("sh", ["-c", `exec slapd -f "$0" -h "$1 $2" -d 256 2>>"$3"`, configuration, url, tlsUrl, logFile], { stdio: "ignore" });
    await until("slapd answers", () => isOpen(host, port));
  };
  await start();
  return {
    host,
    url,
    tlsUrl,
    certificate,
    baseDn: suffix,
    searchDn,
    searchPassword,
    log: () => readFileSync(logFile, "utf8"),
    pause: () => child?.kill("SIGSTOP"),
    resume: () => child?.kill("SIGCONT"),
    start,
    stop: async () => {
      if (child) await end(child);
    },
    async modify(ldif) {
      await ok("ldapmodify", ["-x", "-H", url, "-D", adminDn, "-w", adminPassword], {}, ldif);
    },
  };
}

function configurationOf(folder: string, certificate: Certificate, memberOf: boolean): string {
  const schemas = ["core", "cosine", "inetorgperson"].map((name) => `include /etc/ldap/schema/${name}.schema`);
  return [
    ...schemas,
    "modulepath /usr/lib/ldap",
    "moduleload back_mdb",
    "moduleload ppolicy",
    ...(memberOf ? ["moduleload memberof"] : []),
    `pidfile ${folder}/slapd.pid`,
    `TLSCertificateFile ${certificate.cert}`,
    `TLSCertificateKeyFile ${certificate.key}`,
    "loglevel stats",
    "database mdb",
    `suffix "${suffix}"`,
    `rootdn "${adminDn}"`,
    `rootpw ${adminPassword}`,
    `directory ${folder}/db`,
    "index objectClass,uid,member,uniqueMember eq",
    "sizelimit 5000",
    "overlay ppolicy",
    `ppolicy_default "cn=policy,${suffix}"`,
    ...(memberOf ? ["overlay memberof"] : []),
    `access to attrs=userPassword by anonymous auth by * none`,
    `access to * by dn.exact="${searchDn}" read by * none`,
    "",
  ].join("\n");
}

/** Passwords are stored as given: slapd takes them as they are. */
export function person(uid: string, password: string, more = ""): string {
  return `
dn: uid=${uid},ou=people,${suffix}
objectClass: inetOrgPerson
uid: ${uid}
cn: ${uid.charAt(0).toUpperCase()}${uid.slice(1)} Example
sn: Example
mail: ${uid}@example.org
userPassword: ${password}
${more}`;
}

export function group(name: string, members: readonly string[]): string {
  return `
dn: cn=${name},ou=groups,${suffix}
objectClass: groupOfNames
cn: ${name}
${members.map((member) => `member: ${member}`).join("\n")}
`;
}

export const personDn = (uid: string) => `uid=${uid},ou=people,${suffix}`;
export const groupDn = (name: string) => `cn=${name},ou=groups,${suffix}`;

const tree = `dn: ${suffix}
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=people,${suffix}
objectClass: organizationalUnit
ou: people

dn: ou=groups,${suffix}
objectClass: organizationalUnit
ou: groups

dn: ou=elsewhere,${suffix}
objectClass: referral
objectClass: extensibleObject
ou: elsewhere
ref: ldap://127.0.0.1/ou=elsewhere,${suffix}

dn: cn=policy,${suffix}
objectClass: device
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE

dn: ${searchDn}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${searchPassword}
`;

export async function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port });
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Searches in a piece of the log, but the one by which a server says what it is. */
export function searchesOf(log: string): string[] {
  return [...log.matchAll(/ SRCH base="([^"]*)" .*/g)].filter(([, base]) => base !== "").map(([line]) => line);
}

/** The most connections that were open at once, of those that a piece of the log knows. */
export function mostConnections(log: string): number {
  const open = new Set<string>();
  let most = 0;
  for (const [, connection = "", event] of log.matchAll(/conn=(\d+) (?:fd=\d+|op=-?\d+)(?: \w+=\S+)* ?(ACCEPT|closed|SRCH|BIND)?/g)) {
    if (event === "closed") open.delete(connection);
    else open.add(connection);
    most = Math.max(most, open.size);
  }
  return most;
}

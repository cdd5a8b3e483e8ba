import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { type Certificate, makeCertificate } from "./certificates.ts";
import { isOpen } from "./openldap.ts";
import { end, ok, until } from "./run.ts";

export interface Samba {
  readonly host: string;
  readonly plainUrl: string;
  readonly tlsUrl: string;
  readonly certificate: Certificate;
  readonly baseDn: string;
  readonly searchDn: string;
  readonly searchPassword: string;
  /** `samba-tool …` on its database. */
  tool(...args: readonly string[]): Promise<string>;
  /** Answers nothing, and breaks nothing off, until it goes on. */
  pause(): void;
  resume(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const realm = "EXAMPLE.TEST";
const baseDn = "DC=example,DC=test";
const searchPassword = "Reader-secret1";
/** Its ports cannot be chosen, so it has a loopback address for itself. */
const host = "127.0.0.77";

/** A real Active Directory domain controller that serves LDAP alone, and takes passwords over TLS only. */
export async function startSamba(folder: string): Promise<Samba> {
  mkdirSync(folder, { recursive: true });
  const certificate = await makeCertificate(folder, { address: host });
  const domain = ["--server-role=dc", "--use-rfc2307", "--dns-backend=NONE", `--realm=${realm}`, "--domain=EXAMPLE", "--host-name=dc1"];
  const directory = join(folder, "dc");
  await ok("samba-tool", ["domain", "provision", ...domain, "--adminpass=Admin-secret1", `--targetdir=${directory}`]);
  const configuration = join(directory, "etc/smb.conf");
  const options = {
    "server services": "ldap",
    interfaces: `${host}/8`,
    "bind interfaces only": "yes",
    "tls keyfile": certificate.key,
    "tls certfile": certificate.cert,
    "tls cafile": certificate.ca,
    "log file": join(folder, "log.%m"),
    logging: "file",
    // Else it takes the password before the last one for an hour.
    "old password allowed period": "0",
  };
  const args = Object.entries(options).map(([name, value]) => `--option=${name}=${value}`);
  const output = openSync(join(folder, "samba.log"), "a");
  let child: ChildProcess | null = null;
  const start = async () => {
    // It ends when its standard input does.
    child = spawn("samba", ["-F", "-M", "single", "-s", configuration, ...args], { stdio: ["pipe", output, output] });
    await until("samba answers", () => isOpen(host, 636));
  };
  const tool = (...command: readonly string[]) => ok("samba-tool", [...command, "-s", configuration]);
  await tool("user", "create", "reader", searchPassword);
  await start();
  return {
    host,
    plainUrl: `ldap://${host}:389`,
    tlsUrl: `ldaps://${host}:636`,
    certificate,
    baseDn,
    searchDn: `CN=reader,CN=Users,${baseDn}`,
    searchPassword,
    tool,
    pause: () => child?.kill("SIGSTOP"),
    resume: () => child?.kill("SIGCONT"),
    start,
    stop: async () => {
      if (child) await end(child);
    },
  };
}

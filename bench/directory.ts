/** Log-ins of people in a directory: 200 at the same moment through one bridge, nobody twice within the minute that is remembered. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createDirectory } from "../bridge/src/directory.ts";
import { startBridge } from "../test/clients/support/bridge.ts";
import { mostConnections, person, startOpenLdap } from "../test/clients/support/openldap.ts";
import type { BenchCase } from "./cases.ts";
import { type BenchServer, password } from "./servers.ts";

const atOnce = 200;
const crowds = 20;
const poolSize = 8;

interface Attempt {
  readonly name: string;
  readonly password: string;
}

export const directoryLogins: BenchCase = {
  name: "directory-log-ins-p95",
  unit: "s",
  ceilingIs: "",
  async prepare({ ours, folder }) {
    const people = Array.from({ length: atOnce * crowds }, (_, index): Attempt => ({ name: `p${index}`, password: `Secret-${index}` }));
    const entries = people.map((one) => person(one.name, one.password)).join("\n");
    const directory = await startOpenLdap(join(folder, "openldap"), { entries });
    const settings = {
      ldap_url: directory.tlsUrl,
      ldap_ca_certificate: readFileSync(directory.certificate.ca, "utf8"),
      ldap_search_dn: directory.searchDn,
      ldap_search_password: directory.searchPassword,
      ldap_base_dn: directory.baseDn,
      ldap_uid: "uid",
    };
    await asAdmin(ours, "PUT", "/configurations", { ...settings, auth_mode: "ldap_auth" });
    const { token } = (await (await asAdmin(ours, "POST", "/bridges", { name: "bench" })).json()) as { token: string };
    const bridge = await startBridge(join(folder, "bridge"), { site_url: ours.url, bridge_token: token, ldap_pool_size: poolSize });
    await bridge.connected();
    process.once("exit", () => {
      void bridge.kill();
      void directory.stop();
    });
    const alone = createDirectory({ ...settings, ldap_pool_size: poolSize });
    let crowd = 0;
    return async () => {
      const chosen = people.slice((crowd % crowds) * atOnce, ((crowd % crowds) + 1) * atOnce);
      crowd += 1;
      const before = directory.log().length;
      const seconds = await p95(chosen, (one) => logIn(ours, one));
      const connections = mostConnections(directory.log().slice(before));
      console.error(`${atOnce} log-ins at once: p95 ${seconds.toFixed(2)} s, ${connections} connections to the directory`);
      const reference = await p95(chosen, async (params) => {
        const answer = await alone.answer({ method: "login", settings: {}, params: { ...params }, timeoutMs: 60_000 });
        if (!answer.ok) throw new Error(answer.fault);
      });
      return { ours: seconds, reference, ceiling: null };
    };
  },
};

async function p95(attempts: readonly Attempt[], work: (attempt: Attempt) => Promise<void>): Promise<number> {
  const times = await Promise.all(
    attempts.map(async (attempt) => {
      const startedMs = performance.now();
      await work(attempt);
      return performance.now() - startedMs;
    }),
  );
  return (times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0) / 1000;
}

async function logIn(server: BenchServer, one: Attempt): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${one.name}:${one.password}`).toString("base64")}`;
  const answer = await fetch(new URL("/service/token?service=harbor-registry", server.url), { headers: { authorization } });
  if (answer.status !== 200) throw new Error(`${one.name}: ${answer.status} ${await answer.text()}`);
  await answer.body?.cancel();
}

async function asAdmin(server: BenchServer, method: string, path: string, body: object): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(new URL(`/api/v2.0${path}`, server.url), { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

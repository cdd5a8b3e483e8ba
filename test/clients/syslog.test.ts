/** The audit log in a real rsyslog, which reads the frames and the header by itself. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { freePort } from "../../standalone/free-port.ts";
import { freshFolder, password, registry } from "./support/site.ts";

const authorization = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
const ended: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  await configure({ audit_log_forward_endpoint: "", allowed_hosts: "" });
  for (const end of ended) await end();
});

async function send(method: string, path: string, body: object): Promise<Response> {
  const headers = { authorization, "Content-Type": "application/json" };
  return fetch(`${registry}/api/v2.0/${path}`, { method, headers, body: JSON.stringify(body) });
}

async function configure(values: object): Promise<void> {
  const answer = await send("PUT", "configurations", values);
  expect(answer.status, await answer.text()).toBe(200);
}

async function startRsyslog(port: number): Promise<string> {
  const folder = freshFolder("rsyslog");
  const file = join(folder, "received");
  const fields = ["syslogfacility-text", "syslogseverity-text", "protocol-version", "app-name", "msgid", "msg"];
  const list = fields.map((name) => `property(name="${name}")`).join(` constant(value="|") `);
  writeFileSync(
    join(folder, "rsyslog.conf"),
    `global(workDirectory="${folder}")
module(load="imtcp")
input(type="imtcp" address="127.0.0.1" port="${port}")
template(name="fields" type="list") { ${list} constant(value="\\n") }
*.* action(type="omfile" file="${file}" template="fields")
`,
  );
  const child = spawn("rsyslogd", ["-n", "-f", join(folder, "rsyslog.conf"), "-i", join(folder, "pid")], { stdio: "inherit" });
  ended.push(async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  });
  await expect.poll(() => existsSync(join(folder, "pid")), { timeout: 10_000 }).toBe(true);
  return file;
}

it("rsyslog takes the audit log", async () => {
  const port = await freePort("127.0.0.1");
  const file = await startRsyslog(port);
  await configure({ allowed_hosts: "127.0.0.1" });
  await expect
    .poll(async () => (await send("PUT", "configurations", { audit_log_forward_endpoint: `127.0.0.1:${port}` })).status, {
      timeout: 10_000,
    })
    .toBe(200);
  const made = await send("POST", "projects", { project_name: "syslog-client" });
  expect(made.status).toBe(201);
  // The cron rings at every full minute.
  const lines = () =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => line.includes("|create_project|"))
      : [];
  await expect.poll(lines, { timeout: 90_000, interval: 500 }).toHaveLength(1);
  const [facility, severity, version, app, id, ...message] = (lines()[0] ?? "").split("|");
  expect([facility, severity, version, app, id]).toEqual(["audit", "info", "1", "roadstead", "create_project"]);
  expect(JSON.parse(message.join("|"))).toMatchObject({ username: "admin", resource: "syslog-client", operation_result: true });
});

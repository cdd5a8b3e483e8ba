/** The audit log goes out to syslog and HTTPS: in order, at least once, whatever the receivers do. */
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { basicClient, type Client } from "./support/client.ts";
import { type Instrumented, password, startInstrumented } from "./support/instrumented.ts";
import { certificate, type Event, type HttpsReceiver, startHttps, startSyslog, type SyslogServer } from "./support/log-receivers.ts";

let site: Instrumented;
let admin: Client;
let syslog: SyslogServer;
let secure: SyslogServer;
let https: HttpsReceiver;

beforeAll(async () => {
  setDefaultCACertificates([...getCACertificates("default"), certificate]);
  site = await startInstrumented({ ROADSTEAD_EXTERNAL_URL: "https://registry.example.com" });
  admin = basicClient(site.url, password);
  [syslog, secure, https] = await Promise.all([startSyslog({ tls: false }), startSyslog({ tls: true }), startHttps()]);
}, 60_000);

afterAll(async () => {
  for (const server of [syslog, secure, https]) server?.close();
  await site?.stop();
});

async function configure(values: Record<string, unknown>): Promise<{ status: number; message: string }> {
  const headers = { "Content-Type": "application/json" };
  const { status, body } = await admin.call("PUT", "/api/v2.0/configurations", { headers, body: JSON.stringify(values) });
  return { status, message: body.length > 0 ? JSON.parse(body.toString()).errors[0].message : "" };
}

async function makeProject(name: string): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const made = await admin.call("POST", "/api/v2.0/projects", { headers, body: JSON.stringify({ project_name: name }) });
  expect(made.status).toBe(201);
}

async function database() {
  return site.server.miniflare.getD1Database("DB", "roadstead");
}

/** As the cron does, and without the rest after a failure. */
async function tick(): Promise<void> {
  const db = await database();
  await db.prepare("update audit_forwards set due_at = 0").run();
  const worker = await site.server.miniflare.getWorker("roadstead");
  await worker.scheduled({ cron: "* * * * *", scheduledTime: new Date() });
}

async function logged(after: number): Promise<number[]> {
  const db = await database();
  const { results } = await db.prepare("select id from audit_log where id > ? order by id").bind(after).all<{ id: number }>();
  return results.map(({ id }) => id);
}

const names = (events: readonly Event[]) => events.map((event) => [event.operation, event.resource_type, event.resource].join(" "));
const endpoints = () => `127.0.0.1:${syslog.port}, tls://localhost:${secure.port}, ${https.url}`;

it("400: an endpoint that is none, that nobody allowed, that is not there; a log that is kept nowhere", async () => {
  for (const text of [
    "syslog",
    "host:0",
    "http://example.com/",
    "tcp://host:1/path",
    "https://user:secret@example.com/",
    "a:1,b:1,c:1,d:1,e:1",
  ]) {
    expect(await configure({ audit_log_forward_endpoint: text }), text).toMatchObject({ status: 400 });
  }
  const refused = await configure({ audit_log_forward_endpoint: `127.0.0.1:${syslog.port}` });
  expect(refused).toEqual({ status: 400, message: expect.stringMatching(/^audit_log_forward_endpoint cannot be reached: .*not public/) });
  expect((await configure({ audit_log_forward_endpoint: https.url })).message).toMatch(/not public/);
  expect((await configure({ allowed_hosts: "127.0.0.1, localhost" })).status).toBe(200);
  expect((await configure({ audit_log_forward_endpoint: "127.0.0.1:1" })).message).toMatch(/127.0.0.1:1: .*ECONNREFUSED/);
  expect(await configure({ skip_audit_log_database: true })).toEqual({
    status: 400,
    message: "skip_audit_log_database needs an audit_log_forward_endpoint",
  });
});

it("all that is recorded from then on reaches every endpoint, in order", { timeout: 60_000 }, async () => {
  await makeProject("forward-before");
  expect((await configure({ audit_log_forward_authorization: "Bearer 4c2a" })).status).toBe(200);
  expect((await configure({ audit_log_forward_endpoint: endpoints() })).status).toBe(200);
  await makeProject("forward-one");
  await makeProject("forward-two");
  await tick();
  const expected = ["update configuration audit_log_forward_endpoint", "create project forward-one", "create project forward-two"];
  const received = () => [syslog.messages, secure.messages].map((messages) => names(messages.map(({ event }) => event)));
  await expect.poll(received, { timeout: 20_000 }).toEqual([expected, expected]);
  await expect.poll(() => names(https.events), { timeout: 20_000 }).toEqual(expected);
  expect(https.authorizations).toEqual(new Set(["Bearer 4c2a"]));
  expect(syslog.messages[1]?.header).toMatch(/^<110>1 \S+ registry\.example\.com roadstead - create_project$/);
  expect(https.events[1]).toMatchObject({ username: "admin", operation_result: true, operation_description: expect.any(String) });
  const db = await database();
  const { results } = await db
    .prepare("select value from configuration where key = 'audit_log_forward_authorization'")
    .all<{ value: string }>();
  expect(results[0]?.value).toMatch(/^v1\./);
});

it("at least once: a reset, a refusal, a redirect, and an answer that never comes", { timeout: 120_000 }, async () => {
  const before = (await logged(0)).at(-1) ?? 0;
  syslog.resets = 2;
  https.faults.push(500, 302, "silent");
  await makeProject("forward-three");
  await tick();
  const seen = (events: readonly Event[]) => [...new Set(events.map(({ id }) => id))].filter((id) => id > before);
  const others = () => seen(secure.messages.map(({ event }) => event));
  // One endpoint's fault holds no other up.
  await expect.poll(others, { timeout: 20_000 }).toEqual(await logged(before));
  await makeProject("forward-four");
  const all = await logged(before);
  const reached = async () => {
    const found = await (await database()).prepare("select cursor from audit_forwards").all<{ cursor: number }>();
    return found.results.map(({ cursor }) => cursor);
  };
  const last = all.at(-1);
  await expect
    .poll(
      async () => {
        await tick();
        return reached();
      },
      { timeout: 90_000, interval: 500 },
    )
    .toEqual([last, last, last]);
  expect([seen(syslog.messages.map(({ event }) => event)), seen(https.events), others()]).toEqual([all, all, all]);
  expect([syslog.resets, https.faults.length]).toEqual([0, 0]);
  // What was taken and not answered came again, under the same ids.
  expect(https.events.length).toBeGreaterThan(new Set(https.events.map(({ id }) => id)).size);
});

it("what every endpoint has leaves the database when it is not to be kept there, and nothing else does", { timeout: 120_000 }, async () => {
  expect((await configure({ skip_audit_log_database: true })).status).toBe(200);
  expect((await configure({ audit_log_forward_endpoint: "" })).message).toMatch(/skip_audit_log_database needs/);
  const before = (await logged(0)).at(-1) ?? 0;
  syslog.resets = 1;
  await makeProject("forward-five");
  await tick();
  await expect.poll(() => syslog.resets, { timeout: 20_000 }).toBe(0);
  expect(await logged(before)).toHaveLength(1);
  await expect
    .poll(
      async () => {
        await tick();
        return logged(0);
      },
      { timeout: 60_000, interval: 500 },
    )
    .toEqual([]);
  expect(syslog.messages.at(-1)?.event).toMatchObject({ id: before + 1, resource: "forward-five" });
  expect((await configure({ skip_audit_log_database: false, audit_log_forward_endpoint: "" })).status).toBe(200);
});

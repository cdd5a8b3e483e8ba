/** What `npm start` promises of itself: options, the first password, one server to a folder, TLS, its end. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parseOptions, UsageError } from "../../standalone/options.ts";
import { isRunning, launch, processTree } from "../server/support/process.ts";

const folder = mkdtempSync(join(tmpdir(), "roadstead-standalone-"));
const variables = { ROADSTEAD_ADMIN_PASSWORD: "Harbor12345" };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  [["--port", "70000"], /--port must be a number/],
  [["--tls-cert", "x"], /go together/],
  [["--tls-cert", "nothing.pem", "--tls-key", "nothing.pem"], /there is no file/],
  [["--external-url", "registry.example.com"], /--external-url must be like/],
  [["--external-url", "https://registry.example.com/path"], /--external-url must be like/],
  [["--allow-host", "http://x"], /--allow-host takes a host name/],
  [["--nonsense"], /nonsense/],
])("%j is refused", (args, message) => {
  expect(() => parseOptions(args, {})).toThrow(UsageError);
  expect(() => parseOptions(args, {})).toThrow(message);
});

it("allowed hosts are the union of options and the variable", () => {
  const options = parseOptions(["--allow-host", "a", "--allow-host", "b"], { ROADSTEAD_ALLOW_HOSTS: "c, 10.0.0.1" });
  expect(options.allowHosts).toEqual(["a", "b", "c", "10.0.0.1"]);
});

it("a weak first password is refused with Harbor's rule", async () => {
  const start = launch({ data: join(folder, "weak"), port: 0, variables: { ROADSTEAD_ADMIN_PASSWORD: "weak" } });
  await expect(start).rejects.toThrow(/ended with 1: ROADSTEAD_ADMIN_PASSWORD: a password has 8 to 128 characters/);
});

it("one server to a folder; SIGTERM leaves nothing running; it starts again with what it had", { timeout: 60_000 }, async () => {
  const data = join(folder, "one");
  const first = await launch({ data, port: 0, variables });
  const pid = Number(readFileSync(join(data, "roadstead.pid"), "utf8"));
  expect(pid).toBe(first.child.pid);
  expect(statSync(join(data, "secret-key")).mode & 0o777).toBe(0o600);
  await expect(launch({ data, port: 0, variables })).rejects.toThrow(/another server is running on/);
  const pids = processTree(pid);
  expect(pids.length).toBeGreaterThan(1);
  await first.kill("SIGTERM");
  expect(first.child.exitCode).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);
  expect(existsSync(join(data, "roadstead.pid"))).toBe(false);
  // The variable is for the first start only.
  const second = await launch({ data, port: 0, variables: { ROADSTEAD_ADMIN_PASSWORD: "Another12345" } });
  const ask = (password: string) =>
    fetch(`${second.url}/api/v2.0/users/current`, {
      headers: { Authorization: `Basic ${Buffer.from(`admin:${password}`).toString("base64")}` },
    });
  expect([(await ask("Harbor12345")).status, (await ask("Another12345")).status]).toEqual([200, 401]);
  await second.kill("SIGTERM");
});

it("serves HTTPS, and challenges name the external URL", { timeout: 60_000 }, async () => {
  // Made for this test alone: openssl is no npm package.
  const [key, cert] = ["key", "cert"].map((name) => join(import.meta.dirname, `certificate/${name}.pem`)) as [string, string];
  const tls = await launch({ data: join(folder, "tls"), port: 0, variables, options: ["--tls-cert", cert, "--tls-key", key] });
  try {
    expect(tls.url).toMatch(/^https:/);
    const challenge = await challengeOf(tls.url);
    expect(challenge).toContain(`realm="${tls.url}/service/token"`);
  } finally {
    await tls.kill("SIGTERM");
  }
});

function challengeOf(url: string): Promise<string> {
  return new Promise((found, failed) => {
    request(new URL("/v2/", url), { rejectUnauthorized: false }, (answer) => {
      answer.resume();
      found(String(answer.headers["www-authenticate"]));
    })
      .on("error", failed)
      .end();
  });
}

/** How the portal's files are served: compressed, cached, under a strict policy, at every address of a page. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, type ServerProcess } from "../server/support/process.ts";

const folder = mkdtempSync(join(tmpdir(), "roadstead-portal-"));
const built = resolve(import.meta.dirname, "../../dist/ui");
const assets = readdirSync(join(built, "assets"));
const script = `/assets/${assets.find((name) => name.endsWith(".js"))}`;
const stylesheet = `/assets/${assets.find((name) => name.endsWith(".css"))}`;
let server: ServerProcess;

beforeAll(async () => {
  server = await launch({ data: join(folder, "data"), port: 0, variables: { ROADSTEAD_ADMIN_PASSWORD: "Harbor12345" } });
}, 60_000);

afterAll(async () => {
  await server.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** As written, and as it came: `fetch` decodes, and resolves paths. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  return new Promise((found, failed) => {
    request({ hostname, port, path, headers, method }, (answer) => {
      const chunks: Buffer[] = [];
      answer
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => {
          found({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
        });
    })
      .on("error", failed)
      .end();
  });
}

const gzip = { "Accept-Encoding": "gzip, deflate, br" };
const contentOf = (path: string) => readFileSync(join(built, path));

it.each([script, stylesheet, "/favicon.svg", "/color-scheme.js", "/api-docs/scalar.js"])(
  "%s is compressed for who takes it",
  async (path) => {
    const { status, headers, body } = await get(path, gzip);
    expect([status, headers["content-encoding"], headers["vary"], headers["content-length"]]).toEqual([
      200,
      "gzip",
      "Accept-Encoding",
      undefined,
    ]);
    expect(gunzipSync(body).equals(contentOf(path))).toBe(true);
  },
);

it.each([undefined, "identity", "gzip;q=0", "br", "*;q=0"])("the page is sent as it is to who accepts %s", async (encoding) => {
  const { headers, body } = await get("/sign-in", encoding === undefined ? {} : { "Accept-Encoding": encoding });
  expect([headers["content-encoding"], headers["vary"]]).toEqual([undefined, "Accept-Encoding"]);
  expect(body.equals(contentOf("index.html"))).toBe(true);
});

it.each(["gzip", "GZIP;q=0.5", "br;q=1, *;q=0.1"])("the page is compressed for who accepts %s", async (encoding) => {
  const { headers, body } = await get("/sign-in", { "Accept-Encoding": encoding });
  expect(headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(body).equals(contentOf("index.html"))).toBe(true);
});

it("304: who has a file, compressed or not, is not sent it again", async () => {
  for (const headers of [gzip, {}]) {
    const { headers: first } = await get(script, headers);
    const tag = String(first["etag"]);
    expect(tag).toMatch("Accept-Encoding" in headers ? /^W\/"\w+"$/ : /^"\w+"$/);
    const again = await get(script, { ...headers, "If-None-Match": tag });
    expect([again.status, again.body.length, again.headers["content-encoding"]]).toEqual([304, 0, undefined]);
  }
});

it("HEAD has no content to compress", async () => {
  const { status, headers, body } = await get(script, gzip, "HEAD");
  expect([status, headers["content-encoding"], body.length]).toEqual([200, undefined, 0]);
});

it("what is no text of the portal goes out as it is", async () => {
  const { headers } = await get("/v2/", gzip);
  expect(headers["content-encoding"]).toBeUndefined();
});

it("a name that changes with the content is kept for good, the page is asked for each time", async () => {
  expect((await get(script)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect((await get("/projects")).headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
});

it.each(["/", "/sign-in", "/projects", "/assets/x", "/api-docs/", script])("%s runs scripts of this site alone", async (path) => {
  const { headers } = await get(path);
  const policy = new Map(
    String(headers["content-security-policy"])
      .split(";")
      .map((part) => part.trim().split(/ (.*)/) as [string, string]),
  );
  expect(policy.get("script-src")).toBe("'self'");
  expect(policy.get("default-src")).toBe("'none'");
  expect(policy.get("connect-src")).toBe("'self'");
  expect(policy.get("frame-ancestors")).toBe("'none'");
  expect([headers["x-content-type-options"], headers["referrer-policy"]]).toEqual(["nosniff", "same-origin"]);
});

it.each(["index.html", "api-docs/index.html"])("%s has no script in it, and no handler", (file) => {
  const page = contentOf(file).toString();
  const scripts = [...page.matchAll(/<script\b([^>]*)>([^<]*)/g)];
  expect(scripts.length).toBeGreaterThan(0);
  for (const [, attributes, content] of scripts)
    expect([attributes, content?.trim()]).toEqual([expect.stringMatching(/\bsrc="\/?[\w./-]+"/), ""]);
  expect(page).not.toMatch(/\son\w+=|javascript:/i);
});

it.each([
  "/sign-in?to=%2Fprojects",
  "/projects",
  "/projects/harbour/members?page=2",
  "/projects/harbour/artifacts/team/app@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
  "/projects/harbour/artifacts/team%2Fapp@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
  "/projects/harbour/artifacts/team%252Fapp%40v1.0",
  "/projects/harbour/tags/team/app?q=v1.%2B",
  "/replications/1/executions/2",
])("%s is a page, at this very address", async (path) => {
  const { status, headers, body } = await get(path, { "Sec-Fetch-Mode": "navigate" });
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(body.equals(contentOf("index.html"))).toBe(true);
});

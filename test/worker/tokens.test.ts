/** The token service, what tokens open, and forged ones (Docker token authentication; RFC 8725). */
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import {
  admin,
  anonymous,
  basic,
  call,
  callJson,
  content,
  createMember,
  createProject,
  createUser,
  pushBlob,
  pushImage,
  query,
  roles,
  token,
} from "./support/site.ts";

let secret = { name: "", id: 0 };
let open = { name: "", id: 0 };

beforeAll(async () => {
  secret = await createProject();
  open = await createProject({ public: true });
  for (const { name } of [secret, open]) await pushImage(admin, `${name}/app`, "1");
});

interface Claims {
  readonly access: { name: string; actions: string[] }[];
  readonly exp: number;
  readonly sub: string;
}

function claimsOf(authorization: string | null): Claims {
  const [, payload = ""] = authorization?.split(".") ?? [];
  return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as Claims;
}

const manifest = (name: string) => `/v2/${name}/app/manifests/1`;

describe("challenges", () => {
  it.each([
    ["GET", "manifests/1", "pull"],
    ["HEAD", `blobs/sha256:${"a".repeat(64)}`, "pull"],
    ["POST", "blobs/uploads/", "pull,push"],
    ["PATCH", "blobs/uploads/x", "pull,push"],
    ["PUT", "manifests/1", "pull,push"],
    ["DELETE", "manifests/1", "delete"],
  ])("401: %s %s without credentials names the scope %s", async (method, rest, actions) => {
    for (const project of [secret.name, open.name, "no-such-project"]) {
      const answer = await call(anonymous, method, `/v2/${project}/app/${rest}`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("WWW-Authenticate")).toBe(
        `Bearer realm="http://registry.test/service/token",service="harbor-registry",scope="repository:${project}/app:${actions}"`,
      );
    }
  });

  it("401: a mount names both repositories; /v2/ names none", async () => {
    const mount = await call(
      anonymous,
      "POST",
      `/v2/${secret.name}/app/blobs/uploads/?mount=sha256:${"a".repeat(64)}&from=${open.name}/app`,
    );
    expect(mount.headers.get("WWW-Authenticate")).toContain(
      `scope="repository:${secret.name}/app:pull,push repository:${open.name}/app:pull"`,
    );
    const base = await call(anonymous, "GET", "/v2/");
    expect(base.headers.get("WWW-Authenticate")).toBe('Bearer realm="http://registry.test/service/token",service="harbor-registry"');
  });
});

describe("what is granted is what was asked and is allowed", () => {
  it.each([
    [roles.projectAdmin, "pull,push,delete", ["pull", "push", "delete"]],
    [roles.maintainer, "*", ["pull", "push", "delete"]],
    [roles.developer, "pull,push,delete", ["pull", "push"]],
    [roles.developer, "pull", ["pull"]],
    [roles.guest, "pull,push", ["pull"]],
    [roles.limitedGuest, "pull,push", ["pull"]],
  ])("role %i asks %s", async (role, asked, granted) => {
    const member = await createMember(secret, role);
    const bearer = await token(member, `repository:${secret.name}/app:${asked}`);
    expect(claimsOf(bearer.authorization).access).toEqual([{ type: "repository", name: `${secret.name}/app`, actions: granted }]);
    expect((await call(bearer, "GET", manifest(secret.name))).status).toBe(200);
  });

  it("nobody: pull of public projects only, the same for a private and an absent one", async () => {
    const scopes = [secret.name, open.name, "absent"].map((name) => `repository:${name}/app:pull,push`);
    const bearer = await token(anonymous, ...scopes);
    expect(claimsOf(bearer.authorization).access.map(({ actions }) => actions)).toEqual([[], ["pull"], []]);
    expect((await call(bearer, "GET", manifest(open.name))).status).toBe(200);
    expect((await call(bearer, "GET", manifest(secret.name))).status).toBe(401);
  });

  it("several scopes in one parameter, and a token is good for nothing it does not name", async () => {
    const bearer = await token(admin, `repository:${secret.name}/app:pull repository:${open.name}/app:pull`);
    expect((await call(bearer, "GET", manifest(secret.name))).status).toBe(200);
    expect((await call(bearer, "GET", manifest(open.name))).status).toBe(200);
    expect((await call(bearer, "GET", `/v2/${secret.name}/other/tags/list`)).status).toBe(401);
    const upload = await call(bearer, "POST", `/v2/${secret.name}/app/blobs/uploads/`);
    expect(upload.headers.get("WWW-Authenticate")).toContain('error="insufficient_scope"');
  });

  it("a removed member's token pushes nothing more", async () => {
    const member = await createMember(secret, roles.developer);
    const bearer = await token(member, `repository:${secret.name}/app:pull,push`);
    await pushBlob(bearer, `${secret.name}/app`, content(10, "before"));
    expect((await callJson(admin, "DELETE", `/api/v2.0/projects/${secret.id}/members/${member.memberId}`)).status).toBe(200);
    expect((await call(bearer, "POST", `/v2/${secret.name}/app/blobs/uploads/`)).status).toBe(401);
    const put = await call(bearer, "POST", `/v2/${secret.name}/app/blobs/uploads/?digest=sha256:${"0".repeat(64)}`, { body: "x" });
    expect(put.status).toBeGreaterThanOrEqual(400);
  });
});

describe("the service", () => {
  it("401 with an empty body for wrong credentials without a scope; a token for anybody with one", async () => {
    const user = await createUser();
    const wrong = basic(user.name, "Wrong12345");
    const answer = await call(wrong, "GET", "/service/token?service=harbor-registry");
    expect([answer.status, await answer.text()]).toEqual([401, ""]);
    const bearer = await token(wrong, `repository:${open.name}/app:pull,push`);
    expect(claimsOf(bearer.authorization).access[0]?.actions).toEqual(["pull"]);
  });

  it("400: another service", async () => {
    const answer = await call(admin, "GET", "/service/token?service=other");
    expect([answer.status, await answer.text()]).toEqual([400, "Unable to handle service: other"]);
  });

  it("POST as OAuth2 form, and nothing but the password grant", async () => {
    const form = (fields: Record<string, string>) => call(anonymous, "POST", "/service/token", { body: new URLSearchParams(fields) });
    const fields = { service: "harbor-registry", username: "admin", password: "Harbor12345", scope: `repository:${secret.name}/app:pull` };
    const answer = await form({ ...fields, grant_type: "password" });
    const body = await answer.json<{ access_token: string; token: string; expires_in: number; issued_at: string }>();
    expect(body.access_token).toBe(body.token);
    expect(body.expires_in).toBe(1800);
    expect(Math.abs(Date.parse(body.issued_at) - Date.now())).toBeLessThan(60_000);
    expect((await call({ authorization: `Bearer ${body.token}` }, "GET", manifest(secret.name))).status).toBe(200);
    expect((await form({ ...fields, grant_type: "refresh_token" })).status).toBe(400);
    expect((await form({ ...fields, grant_type: "password", password: "Wrong12345", scope: "" })).status).toBe(401);
  });
});

describe("forged tokens open nothing", () => {
  const path = () => manifest(secret.name);
  const scope = () => `repository:${secret.name}/app:pull`;
  const claims = () => ({
    access: [{ type: "repository", name: `${secret.name}/app`, actions: ["pull"] }],
    roadstead: {
      actor: { kind: "user", id: 1, name: "admin", sysadmin: true },
      repositories: { [`${secret.name}/app`]: { project: secret.id, push: true } },
    },
  });
  const kid = async () => (await query<{ kid: string }>("select kid from signing_keys limit 1"))[0]?.kid ?? "";
  const refused = async (text: string) => {
    const answer = await call({ authorization: `Bearer ${text}` }, "GET", path());
    expect(answer.status).toBe(401);
    expect(answer.headers.get("WWW-Authenticate")).toContain('error="invalid_token"');
  };
  const builder = () =>
    new SignJWT(claims())
      .setIssuer("harbor-token-issuer")
      .setAudience("harbor-registry")
      .setIssuedAt()
      .setNotBefore("-1s")
      .setExpirationTime("5m");

  it("alg none", async () => {
    const text = new UnsecuredJWT(claims())
      .setIssuer("harbor-token-issuer")
      .setAudience("harbor-registry")
      .setIssuedAt()
      .setExpirationTime("5m")
      .encode();
    await refused(text);
  });

  it("HS256 with our public key as the secret", async () => {
    const [row] = await query<{ public_jwk: string }>("select public_jwk from signing_keys limit 1");
    await refused(
      await builder()
        .setProtectedHeader({ alg: "HS256", kid: await kid() })
        .sign(new TextEncoder().encode(row?.public_jwk)),
    );
  });

  it("another key: under our id, under an id of its own, brought along as jwk", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    await refused(
      await builder()
        .setProtectedHeader({ alg: "ES256", kid: await kid() })
        .sign(privateKey),
    );
    await refused(await builder().setProtectedHeader({ alg: "ES256", kid: "other" }).sign(privateKey));
    await refused(
      await builder()
        .setProtectedHeader({ alg: "ES256", kid: "own", jwk: await exportJWK(publicKey) })
        .sign(privateKey),
    );
  });

  it("a changed byte in a good one", async () => {
    const good = (await token(admin, scope())).authorization?.slice("Bearer ".length) ?? "";
    const [head = "", payload = "", signature = ""] = good.split(".");
    const changed = btoa(atob(payload.replaceAll("-", "+").replaceAll("_", "/")).replace('"pull"', '"push"'))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
    await refused(`${head}.${changed}.${signature}`);
    await refused("not.a.token");
    await refused("x");
  });
});

it("a signing key is stored sealed, bound to its row", async () => {
  const rows = await query<{ kid: string; private_jwk_sealed: string }>("select kid, private_jwk_sealed from signing_keys");
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.private_jwk_sealed).not.toMatch(/"d"|crv|kty/);
});

it("429 after failures from one address, for that account and address alone", async () => {
  const user = await createUser();
  const from = (address: string, password: string) =>
    call(basic(user.name, password), "GET", "/service/token?service=harbor-registry", { headers: { "CF-Connecting-IP": address } });
  const statuses: number[] = [];
  for (let i = 0; i < 7; i += 1) statuses.push((await from("192.0.2.1", "Wrong12345")).status);
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  expect(statuses).toContain(429);
  const blocked = await from("192.0.2.1", user.password);
  expect(blocked.status).toBe(429);
  expect(Number(blocked.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect((await from("192.0.2.2", user.password)).status).toBe(200);
});

/** Registries elsewhere by the API: asked before they are kept, their secret never shown and never sent to another host. */
import { expect, it } from "vitest";
import { checkRegistries } from "../../worker/domain/registries/health.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { api, auditOf, get, type Shown } from "./support/harbor.ts";
import { registryElsewhere } from "./support/registry-elsewhere.ts";
import { idOf, told } from "./support/replication.ts";
import { admin, anonymous, bindings, call, callJson, createUser, fresh, query, until } from "./support/site.ts";

const secret = "an-unusual-secret";
const credential = { type: "basic", access_key: "pusher", access_secret: secret };
const basicAuthorization = `Basic ${btoa(`pusher:${secret}`)}`;

async function create(url: string, more: object = {}): Promise<{ id: number; name: string }> {
  const name = fresh("registry");
  const answer = await callJson(admin, "POST", `${api}/registries`, { name, type: "docker-registry", url, ...more });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return { id: idOf(answer), name };
}

/** One that takes these credentials, as the site knows it. */
async function known() {
  const there = registryElsewhere({ credentials: `pusher:${secret}` });
  return { there, ...(await create(there.url, { credential })) };
}

async function put(id: number, body: unknown): Promise<{ status: number; message: string }> {
  return told(await callJson(admin, "PUT", `${api}/registries/${id}`, body));
}

const kept = async (id: number) =>
  (
    await query<{
      url: string;
      access_key: string;
      access_secret_sealed: string;
      status: string;
      status_reason: string;
      checked_at: number;
    }>("select * from registries where id = ?", id)
  )[0];

it("is made, shown without its secret, listed, changed and deleted, each with an audit row", async () => {
  const { there, id, name } = await known();
  expect(there.asked.map(({ authorization }) => authorization)).toContain(basicAuthorization);
  const { body } = await get<Shown>(admin, `/registries/${id}`);
  expect(body).toEqual({
    id,
    name,
    type: "docker-registry",
    url: there.url,
    description: "",
    credential: { type: "basic", access_key: "pusher", access_secret: "*****" },
    insecure: false,
    ca_certificate: "",
    status: "healthy",
    status_reason: "",
    checked_time: expect.any(String),
    creation_time: expect.any(String),
    update_time: expect.any(String),
  });
  expect(JSON.stringify(await kept(id))).not.toContain(secret);
  for (const path of [`/registries?name=${name}`, `/registries?q=name%3D${name}`, `/registries?q=name%3D~${name.slice(3)}`]) {
    const listed = await get<Shown[]>(admin, path);
    expect([listed.total, listed.body.map((one) => one.id)], path).toEqual([1, [id]]);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
  }
  const other = `${name}-renamed`;
  expect(await put(id, { name: other, description: "beside the sea" })).toEqual({ status: 200, message: "" });
  expect((await get<Shown>(admin, `/registries/${id}`)).body).toMatchObject({ name: other, description: "beside the sea", url: there.url });
  expect((await call(admin, "DELETE", `${api}/registries/${id}`)).status).toBe(200);
  expect((await get(admin, `/registries/${id}`)).status).toBe(404);
  expect((await call(admin, "DELETE", `${api}/registries/${id}`)).status).toBe(404);
  expect(await auditOf(name)).toEqual(["create registry"]);
  expect(await auditOf(other)).toEqual(["update registry", "delete registry"]);
  const audit = await query("select 1 from audit_log where description like ? or resource like ?", `%${secret}%`, `%${secret}%`);
  expect(audit).toEqual([]);
});

it("one without credentials is anonymous, and shows none", async () => {
  const there = registryElsewhere();
  const { id } = await create(`${there.url}///`);
  const { body } = await get<Shown>(admin, `/registries/${id}`);
  expect(body).toMatchObject({ url: there.url, credential: { access_key: "", access_secret: "" } });
  expect(there.asked.every(({ authorization }) => authorization === null)).toBe(true);
});

it.each([
  ["its mask", { access_secret: "*****" }],
  ["nothing", {}],
  ["null", { access_secret: null }],
  ["an empty text", { access_secret: "" }],
])("an update with %s keeps the secret", async (_, change) => {
  const { there, id } = await known();
  there.asked.length = 0;
  expect(await put(id, { description: "another", ...change })).toEqual({ status: 200, message: "" });
  expect(there.asked.map(({ authorization }) => authorization)).toContain(basicAuthorization);
  expect((await get<{ credential: Shown }>(admin, `/registries/${id}`)).body.credential).toMatchObject({ access_secret: "*****" });
});

it("an update changes the secret, or takes the credentials away", async () => {
  const { there, id } = await known();
  there.credentials = "pusher:another";
  expect(await put(id, { access_secret: "wrong" })).toEqual({ status: 400, message: expect.stringContaining("unhealthy") as string });
  expect(await put(id, { access_secret: "another" })).toEqual({ status: 200, message: "" });
  there.credentials = null;
  expect((await put(id, { access_key: "" })).status).toBe(200);
  expect(await kept(id)).toMatchObject({ access_key: "", access_secret_sealed: "" });
});

it("400: a kept secret goes to no other host, by an update or by a ping", async () => {
  const { id } = await known();
  const thief = registryElsewhere();
  const before = await kept(id);
  const refusal = { status: 400, message: "access_secret must be given again when the url or the type is another one" };
  expect(await put(id, { url: thief.url })).toEqual(refusal);
  expect(await put(id, { url: thief.url, access_secret: "*****" })).toEqual(refusal);
  expect(await told(await callJson(admin, "POST", `${api}/registries/ping`, { id, url: thief.url }))).toEqual(refusal);
  expect(await told(await callJson(admin, "POST", `${api}/registries/ping`, { id, type: "gitlab" }))).toEqual(refusal);
  expect(thief.asked).toEqual([]);
  expect(await kept(id)).toEqual(before);
  expect((await put(id, { url: thief.url, access_key: "", access_secret: "" })).status).toBe(200);
  expect(thief.asked.every(({ authorization }) => authorization === null)).toBe(true);
});

it("one that is down can be renamed, and is known to be down", async () => {
  const { there, id } = await known();
  there.isThere = false;
  expect((await put(id, { description: "down" })).status).toBe(200);
  expect((await get<Shown>(admin, `/registries/${id}`)).body).toMatchObject({
    description: "down",
    status: "unhealthy",
    status_reason: expect.stringContaining("connection") as string,
  });
});

it("400: one that is not there, or does not take the credentials, is neither made nor changed, and a ping says why", async () => {
  const there = registryElsewhere({ credentials: "other:secret" });
  const down = registryElsewhere();
  down.isThere = false;
  const post = async (path: string, body: object) => told(await callJson(admin, "POST", `${api}${path}`, body));
  for (const [url, why] of [
    [there.url, "wrong credentials"],
    [down.url, "connection"],
  ] as const) {
    const name = fresh("registry");
    const refusal = { status: 400, message: expect.stringMatching(new RegExp(`unhealthy: .*${why}`)) as string };
    expect(await post("/registries", { name, type: "docker-registry", url, credential })).toEqual(refusal);
    const { type, ...keys } = credential;
    expect(await post("/registries/ping", { type: "docker-registry", url, credential_type: type, ...keys })).toEqual(refusal);
    expect(await query("select 1 from registries where name = ?", name)).toEqual([]);
    expect(await auditOf(name)).toEqual([]);
  }
});

it("a ping of a known one uses what is kept, and changes nothing", async () => {
  const { there, id } = await known();
  const before = await kept(id);
  there.asked.length = 0;
  expect((await callJson(admin, "POST", `${api}/registries/ping`, { id })).status).toBe(200);
  expect(there.asked.map(({ authorization }) => authorization)).toContain(basicAuthorization);
  expect((await callJson(admin, "POST", `${api}/registries/ping`, { id, access_secret: "wrong" })).status).toBe(400);
  expect(await kept(id)).toEqual(before);
  expect((await callJson(admin, "POST", `${api}/registries/ping`, { id: 999_999 })).status).toBe(404);
  expect((await callJson(admin, "POST", `${api}/registries/ping`, {})).status).toBe(400);
});

const authority = `-----BEGIN CERTIFICATE-----
MIIBiDCCAS+gAwIBAgIUG4qQg/dOEa5Y4wuSoPIbd0cQFc0wCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOYXV0aG9yaXR5LnRlc3QwIBcNMjYxMTI1MTQyMTE0WhgPMjEy
NjExMDExNDIxMTRaMBkxFzAVBgNVBAMMDmF1dGhvcml0eS50ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEUGRQp5EOFvq5/8sZrQjGoruIyE6PHJEhxKfZ2o7b
n/HMihQ4q5o22Rvs1M/5uXFKsMId3ahBhoj3uOBvmtmj6KNTMFEwHQYDVR0OBBYE
FJU6ZT6qNgve86IU8rDPOoui4wYxMB8GA1UdIwQYMBaAFJU6ZT6qNgve86IU8rDP
Ooui4wYxMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgV2XADFxt
XCf/RTanMy1fVFNb3yBoGIHT6eWWoWT76LYCIEJ2743iPCVUEOkbD/lFsA3j7/Z/
5bNP685mok39Uw9m
-----END CERTIFICATE-----`;

it.each<[string, object, RegExp]>([
  ["no name", { name: " " }, /^name /],
  ["a name too long", { name: "x".repeat(257) }, /^name /],
  ["a type of another name", { type: "huawei-SWR" }, /^type must be one of roadstead, harbor, /],
  ["a type that every object has", { type: "constructor" }, /^type /],
  ["no url", { url: "" }, /^url /],
  ["a url without a scheme", { url: "registry.example.com" }, /^url /],
  ["a url of another scheme", { url: "ftp://registry.example.com" }, /^url /],
  ["a url with credentials", { url: "https://user:secret@registry.example.com" }, /credentials/],
  ["a url with a query", { url: "https://registry.example.com/?a=b" }, /query/],
  ["a url with an empty fragment", { url: "https://registry.example.com/#" }, /fragment/],
  ["a url with a path", { url: "https://registry.example.com/v2/" }, /path/],
  ["certificates that are not verified", { insecure: true }, /^insecure must be false/],
  ["a credential of another kind", { credential: { ...credential, type: "oauth" } }, /credential must be basic/],
  ["a secret without a key", { credential: { type: "basic", access_secret: "x" } }, /^access_key is missing/],
  ["a key with a colon", { credential: { ...credential, access_key: "a:b" } }, /colon/],
  ["a secret of two lines", { credential: { ...credential, access_secret: "a\r\nX-Header: b" } }, /one line/],
  // No Node host stands behind this site.
  ["an authority where none can be trusted", { ca_certificate: authority }, /^ca_certificate: only a standalone server/],
])("400: %s", async (_, change, message) => {
  const there = registryElsewhere();
  const name = fresh("registry");
  const body = { name, type: "docker-registry", url: there.url, ...change };
  const answer = await told(await callJson(admin, "POST", `${api}/registries`, body));
  expect(answer).toEqual({ status: 400, message: expect.stringMatching(message) as string });
  expect(there.asked).toEqual([]);
});

it("409: a name twice; 422: what is of another type", async () => {
  const { there, name } = await known();
  const again = { name, type: "docker-registry", url: there.url, credential };
  expect(await told(await callJson(admin, "POST", `${api}/registries`, again))).toEqual({
    status: 409,
    message: `there is a registry ${name} already`,
  });
  const other = await create(there.url, { credential });
  expect((await put(other.id, { name })).status).toBe(409);
  expect((await callJson(admin, "POST", `${api}/registries`, { ...again, name: 5 })).status).toBe(422);
  expect((await call(admin, "GET", `${api}/registries/five`)).status).toBe(422);
});

it("409: a change that was looked at while another was made does not undo it", async () => {
  const { there, id } = await known();
  const gate = Promise.withResolvers<void>();
  there.asked.length = 0;
  there.ready = gate.promise;
  const slow = put(id, { description: "slow" });
  await until("it is asked for the slow one", () => there.asked.length > 0);
  there.ready = Promise.resolve();
  expect((await put(id, { description: "fast" })).status).toBe(200);
  gate.resolve();
  expect(await slow).toEqual({ status: 409, message: expect.stringContaining("changed meanwhile") as string });
  expect((await get<Shown>(admin, `/registries/${id}`)).body).toMatchObject({ description: "fast" });
});

it("412: not deleted while a policy uses it", async () => {
  const { id, name } = await known();
  const policy = fresh("policy");
  const made = await callJson(admin, "POST", `${api}/replication/policies`, { name: policy, dest_registry: { id } });
  expect(made.status, await made.clone().text()).toBe(201);
  expect(await told(await call(admin, "DELETE", `${api}/registries/${id}`))).toEqual({
    status: 412,
    message: `the replication policy ${policy} uses registry ${name}`,
  });
  expect((await call(admin, "DELETE", `${api}/replication/policies/${idOf(made)}`)).status).toBe(200);
  expect((await call(admin, "DELETE", `${api}/registries/${id}`)).status).toBe(200);
});

it("403: a person who does not administrate the site, recorded; 401: nobody", async () => {
  const { id } = await known();
  const person = await createUser();
  const requestId = crypto.randomUUID();
  const answer = await call(person, "DELETE", `${api}/registries/${id}`, { headers: { "X-Request-Id": requestId } });
  expect(answer.status).toBe(403);
  await until("the refusal is recorded", async () => {
    const [row] = await query<{ success: number }>("select success from audit_log where request_id = ?", requestId);
    return row?.success === 0;
  });
  expect((await callJson(person, "POST", `${api}/registries/ping`, { id: 999_999 })).status).toBe(403);
  expect((await get(anonymous, `/registries/${id}`)).status).toBe(401);
});

it("says what each type can do", async () => {
  const { id } = await known();
  expect((await get<Shown>(admin, `/registries/${id}/info`)).body).toMatchObject({
    type: "docker-registry",
    supported_resource_filters: [
      { type: "name", style: "input" },
      { type: "tag", style: "input" },
    ],
    supported_triggers: ["manual", "scheduled"],
    supported_copy_by_chunk: true,
  });
  const local = (await get<{ supported_triggers: string[] }>(admin, "/registries/0/info")).body;
  expect(local.supported_triggers).toContain("event_based");
  const types = (await get<string[]>(admin, "/replication/adapters")).body;
  expect(types).toEqual(["roadstead", "harbor", "docker-registry", "docker-hub", "github-ghcr", "quay", "gitlab", "jfrog-artifactory"]);
  const infos = (await get<Record<string, Shown>>(admin, "/replication/adapterinfos")).body;
  expect(Object.keys(infos)).toEqual(types);
  expect(infos["docker-hub"]?.endpoint_pattern).toEqual({
    endpoint_type: "EndpointPatternTypeFix",
    endpoints: [{ key: "hub.docker.com", value: "https://hub.docker.com" }],
  });
});

it("those that were not asked for ten minutes are asked by themselves, once, and not those that were", async () => {
  const [due, recent] = [await known(), await known()];
  const site = () => checkRegistries({ ...siteContext(bindings, "test", () => {}), actor: { kind: "system" } });
  const age = async (ms: number) => query("update registries set checked_at = ? where id = ?", Date.now() - ms, due.id);
  due.there.isThere = false;
  recent.there.isThere = false;
  await age(601_000);
  // Any other that is due goes first.
  for (let rounds = 0; rounds < 10 && (await kept(due.id))?.status === "healthy"; rounds += 1) await site();
  expect(await kept(due.id)).toMatchObject({ status: "unhealthy", status_reason: expect.stringContaining("connection") as string });
  expect(await kept(recent.id)).toMatchObject({ status: "healthy" });
  due.there.isThere = true;
  due.there.asked.length = 0;
  await age(590_000);
  await site();
  expect(due.there.asked).toEqual([]);
  await age(601_000);
  await Promise.all([site(), site(), site()]);
  expect(await kept(due.id)).toMatchObject({ status: "healthy", status_reason: "" });
  const asked = due.there.asked.filter(({ authorization }) => authorization === basicAuthorization);
  expect(asked.length).toBe(new Set(asked.map(({ path }) => path)).size);
});

it("a bell has the registries asked", async () => {
  const { there, id } = await known();
  there.isThere = false;
  await query("update registries set checked_at = 1 where id = ?", id);
  await callJson(admin, "PUT", `${api}/jobservice/queues/RETENTION`, { action: "resume" });
  await until("it was asked", async () => (await kept(id))?.status === "unhealthy");
});

/** Tokens of a registry elsewhere (Docker token authentication): who is asked for them, and when again. */
import { expect, it } from "vitest";
import { RegistrySession } from "../../worker/domain/registries/registry-session.ts";
import { openStore } from "../../worker/store/db.ts";
import { registryElsewhere } from "./support/registry-elsewhere.ts";
import { bindings } from "./support/site.ts";

/** A registry that wants a token, and takes the newest of those it gives only. */
function tokenRegistry() {
  const registry = registryElsewhere();
  const given = { tokens: 0, refuses: 0 };
  const challenge = { "WWW-Authenticate": `Bearer realm="${registry.url}/token",service="elsewhere"` };
  const path = "/v2/team/app/manifests/v1";
  registry.answers.set("GET /v2/", () => new Response("{}", { status: 401, headers: challenge }));
  registry.answers.set("GET /token?service=elsewhere&scope=repository%3Ateam%2Fapp%3Apull", () => {
    given.tokens += 1;
    return Response.json({ token: `token-${given.tokens}`, expires_in: 300 });
  });
  registry.answers.set(`GET ${path}`, () => {
    if (registry.asked.at(-1)?.authorization === `Bearer token-${given.tokens}` && given.refuses <= 0)
      return Response.json({ is: "there" });
    given.refuses -= 1;
    return new Response("{}", { status: 401 });
  });
  const endpoint = { type: "docker-registry", url: registry.url, accessKey: "", accessSecret: "", caCertificate: null };
  const session = new RegistrySession(openStore(bindings), endpoint, new AbortController().signal);
  const get = () => session.send({ method: "GET", to: path, scope: "repository:team/app:pull", expects: [200] });
  return { given, get };
}

it("a token serves until it ends", async () => {
  const { given, get } = tokenRegistry();
  for (let times = 0; times < 3; times += 1) expect((await get()).status).toBe(200);
  expect(given.tokens).toBe(1);
});

it("one that was at hand and is refused is fetched anew, once", async () => {
  const { given, get } = tokenRegistry();
  await get();
  given.refuses = 1;
  expect((await get()).status).toBe(200);
  expect(given.tokens).toBe(2);
  given.refuses = 2;
  await expect(get()).rejects.toThrow(/answered 401/);
  expect(given.tokens).toBe(3);
});

/** Lists and projects of a registry elsewhere that answers oddly: what is made of it is an error for people, an end, or nothing. */
import { expect, it } from "vitest";
import { ensureHarborProject, listHarborRepositories, siteIdOf } from "../../worker/domain/replication/harbor-api.ts";
import { listCatalog, listReferrers, listTagNames } from "../../worker/domain/replication/remote-lists.ts";
import { RemoteDestination } from "../../worker/domain/replication/remote-destination.ts";
import { RemoteSource } from "../../worker/domain/replication/remote-source.ts";
import { RegistrySession } from "../../worker/domain/registries/registry-session.ts";
import { openStore } from "../../worker/store/db.ts";
import { registryElsewhere } from "./support/registry-elsewhere.ts";
import { bindings } from "./support/site.ts";

function elsewhere(answers: Readonly<Record<string, () => Response>>, type = "docker-registry") {
  const registry = registryElsewhere();
  for (const [request, answer] of Object.entries(answers)) registry.answers.set(request, answer);
  const endpoint = { type, url: registry.url, accessKey: "", accessSecret: "", caCertificate: null };
  return { registry, session: new RegistrySession(openStore(bindings), endpoint, new AbortController().signal) };
}

const digest = `sha256:${"a".repeat(64)}`;
const tags = "GET /v2/app/tags/list?n=1000";
const json = (body: unknown, link?: string) => () => Response.json(body, link === undefined ? {} : { headers: { Link: link } });

it("a repository is gone at a source when the registry says so, and has no tags at a destination whoever says so", async () => {
  const page = elsewhere({ [tags]: () => new Response("<h1>Not Found</h1>", { status: 404 }) });
  await expect(new RemoteSource(page.session, "here").listTags("app", false)).rejects.toMatchObject({ fault: "failed" });
  expect(await new RemoteDestination(page.session, "here", null).listMirrored("app")).toBeNull();
  const gateway = { errors: [{ status: "404", code: "NO_ROUTE", title: "no route" }] };
  const routed = elsewhere({ [tags]: () => Response.json(gateway, { status: 404 }) });
  await expect(new RemoteSource(routed.session, "here").listTags("app", false)).rejects.toMatchObject({ fault: "failed" });
  const body = { errors: [{ code: "NAME_UNKNOWN", message: "unknown" }] };
  const none = elsewhere({ "GET /v2/": () => Response.json(body, { status: 404 }) });
  await expect(new RemoteSource(none.session, "here").listTags("app", false)).rejects.toMatchObject({ fault: "failed" });
  const { session } = elsewhere({ [tags]: () => Response.json(body, { status: 404 }) });
  expect(await new RemoteSource(session, "here").listTags("app", false)).toBeNull();
  expect(await new RemoteDestination(session, "here", null).listMirrored("app")).toBeNull();
});

it.each([[null], [[]], [{ tags: null }], [{ tags: "v1" }], [{ tags: [1, null] }], ["v1"]])("%j holds no tags", async (body) => {
  const { session } = elsewhere({ [tags]: json(body) });
  expect(await listTagNames(session, "app")).toEqual([]);
});

it.each([[null], [{ manifests: null }], [{ manifests: [null, { digest: 1 }, { digest: "x" }] }]])("%j holds no referrers", async (body) => {
  const { session } = elsewhere({ [`GET /v2/app/referrers/${digest}`]: json(body) });
  expect(await listReferrers(session, "app", digest)).toEqual([]);
});

it("a list goes on at a path of the registry only", async () => {
  const good = elsewhere({ [tags]: json({ tags: ["a"] }, '</v2/app/tags/list?n=1000&last=a>; rel="next"') });
  good.registry.answers.set("GET /v2/app/tags/list?n=1000&last=a", json({ tags: ["b"] }));
  expect(await listTagNames(good.session, "app")).toEqual(["a", "b"]);
  for (const link of ["https://one.test//two.test/v2/", "http://[", "https://one.test:x/"]) {
    const bad = elsewhere({ [tags]: json({ tags: ["a"] }, `<${link}>; rel="next"`) });
    await expect(listTagNames(bad.session, "app")).rejects.toThrow(/goes on at no path of the registry/);
    expect(bad.registry.asked.map(({ path }) => path)).toEqual(["/v2/", "/v2/app/tags/list"]);
  }
});

it("a list of repositories that begins again is not read for ever", async () => {
  const page = json({ repositories: ["a", "b"] }, '</v2/_catalog?n=1000&last=b>; rel="next"');
  const { session } = elsewhere({ "GET /v2/_catalog?n=1000": page, "GET /v2/_catalog?n=1000&last=b": page });
  const first = await listCatalog(session, "");
  expect(first).toEqual({ names: ["a", "b"], next: "b" });
  await expect(listCatalog(session, "b")).rejects.toThrow(/does not come to an end/);
});

it("a Harbor that lists nothing that can be read lists nothing", async () => {
  const { session } = elsewhere({ [projects(1)]: json(null) }, "harbor");
  expect(await listHarborRepositories(session, "", "")).toEqual({ names: [], next: null });
});

const projects = (page: number) => `GET /api/v2.0/projects?page=${page}&page_size=100&sort=project_id&with_detail=false`;

it("a Harbor's repositories are listed by project, since its list of all hides from a robot what is not public", async () => {
  const there = (project: string, page = 1) => `GET /api/v2.0/projects/${project}/repositories?page=${page}&page_size=100`;
  const repositories = (project: string, count: number) => Array.from({ length: count }, (_, n) => ({ name: `${project}/r${n}` }));
  const others = Array.from({ length: 96 }, (_, n) => ({ name: `empty${n}`, repo_count: 0 }));
  const { registry, session } = elsewhere(
    {
      "GET /api/v2.0/repositories?page=1&page_size=100": json([]),
      [projects(1)]: json([{ name: "one" }, { name: "two", repo_count: 101 }, { name: "closed" }, ...others, { name: "other" }]),
      [projects(2)]: json([{ name: "last", repo_count: 1 }]),
      [there("one")]: json(repositories("one", 2)),
      [there("two")]: json(repositories("two", 100)),
      [there("two", 2)]: json([{ name: "two/last" }]),
      [there("closed")]: () => Response.json({ errors: [{ code: "FORBIDDEN", message: "no" }] }, { status: 403 }),
      [there("other")]: json(repositories("other", 1)),
      [there("last")]: json(repositories("last", 1)),
    },
    "harbor",
  );
  const all = async (filter: string) => {
    const names: string[] = [];
    for (let next: string | null = "", pages = 0; next !== null && pages < 20; pages += 1) {
      const page: Awaited<ReturnType<typeof listHarborRepositories>> = await listHarborRepositories(session, filter, next);
      names.push(...page.names);
      ({ next } = page);
    }
    return names;
  };
  const two = [...repositories("two", 100).map(({ name }) => name), "two/last"];
  expect(await all("")).toEqual(["one/r0", "one/r1", ...two, "other/r0", "last/r0"]);
  expect(await all("**")).toHaveLength(105);
  registry.asked.length = 0;
  expect(await all("{one,last}/**")).toEqual(["one/r0", "one/r1", "last/r0"]);
  expect(registry.asked.filter(({ path }) => path.endsWith("/repositories"))).toHaveLength(2);
});

it("a project that may be there is left to the push; one that is not there, and cannot be made, is an error", async () => {
  const status = (code: number) => () => Response.json({ errors: [{ code: "FORBIDDEN", message: "no" }] }, { status: code });
  const make = "POST /api/v2.0/projects";
  const look = "HEAD /api/v2.0/projects?project_name=web";
  const hidden = elsewhere({ [look]: () => new Response(null, { status: 403 }), [make]: status(403) }, "harbor");
  await expect(ensureHarborProject(hidden.session, "web", false)).resolves.toBeUndefined();
  const absent = elsewhere({ [look]: () => new Response(null, { status: 404 }), [make]: status(403) }, "harbor");
  await expect(ensureHarborProject(absent.session, "web", false)).rejects.toThrow(/the project web is not there and was not made/);
  const broken = elsewhere({ [look]: () => new Response(null, { status: 403 }), [make]: status(500) }, "harbor");
  await expect(ensureHarborProject(broken.session, "web", false)).rejects.toThrow(/was not made/);
});

it.each([
  [{ site_id: "0b1e8f3a-east" }, "0b1e8f3a-east"],
  [{ site_id: "registry-3" }, null],
  [{ site_id: "a;1;1" }, null],
  [{ site_id: "a".repeat(65) }, null],
  [{ site_id: 7 }, null],
  [null, null],
])("of %j the site's id is %j", async (body, id) => {
  const { session } = elsewhere({ "GET /api/v2.0/systeminfo": json(body) }, "roadstead");
  expect(await siteIdOf(session)).toBe(id);
});

/** A site with something on every page of its portal. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attach, pushIndex } from "./portal-images.ts";
import { call, connect, type Execution, idOf, makePolicy, makeProject, type Site, sitePassword, start, startSite } from "./replication.ts";
import { ok, until } from "./run.ts";

export interface PortalSite {
  readonly site: Site;
  /** What stands in addresses. */
  readonly index: string;
  readonly image: string;
  readonly policy: number;
  readonly execution: number;
}

export const portalProject = "harbour";
export const portalRepository = "team/app";

export async function startPortalSite(): Promise<PortalSite> {
  const site = await startSite("portal");
  await makeProject(site, portalProject);
  const repository = `${portalProject}/${portalRepository}`;
  const index = await pushIndex(site.admin, repository, "v1.0.0", "v1.0", "latest");
  const gone = await pushIndex(site.admin, repository, "v0.9.0");
  await pushIndex(site.admin, `${portalProject}/team/worker`, "nightly");
  await attach(site.admin, repository, index, "application/vnd.dev.cosign.artifact.sig.v1+json", { critical: {}, optional: {} });
  await attach(site.admin, repository, index, "application/spdx+json", { spdxVersion: "SPDX-2.3", packages: [{ name: "busybox" }] });
  await pushChart(site);
  await fillProject(site, index);
  await call(site, "DELETE", artifactPath(gone));
  await fillSystem(site);
  const { body: found } = await call<{ references: { child_digest: string }[] }>(site, "GET", artifactPath(index));
  return { site, index, image: found.references[0]?.child_digest ?? "", ...(await replicate(site)) };
}

const artifactPath = (reference: string) =>
  `/projects/${portalProject}/repositories/${encodeURIComponent(encodeURIComponent(portalRepository))}/artifacts/${reference}`;

async function pushChart(site: Site): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "roadstead-chart-"));
  const environment = {
    HELM_REGISTRY_CONFIG: join(folder, "c.json"),
    HELM_CACHE_HOME: join(folder, "c"),
    HELM_CONFIG_HOME: join(folder, "h"),
  };
  const { host } = new URL(site.url);
  await ok("helm", ["registry", "login", host, "-u", "admin", "--password-stdin", "--plain-http"], environment, sitePassword);
  await ok("helm", ["create", join(folder, "boat")], environment);
  writeFileSync(
    join(folder, "boat/README.md"),
    "# Boat\n\nA small one, to try things with.\n\n| value | what |\n| --- | --- |\n| `replicas` | how many |\n",
  );
  await ok("helm", ["package", join(folder, "boat"), "-d", folder], environment);
  await ok("helm", ["push", join(folder, "boat-0.1.0.tgz"), `oci://${host}/${portalProject}`, "--plain-http"], environment);
  rmSync(folder, { recursive: true });
}

const selectors = (tags: string) => ({
  tag_selectors: [{ kind: "doublestar", decoration: "matches", pattern: tags, extras: '{"untagged":true}' }],
  scope_selectors: { repository: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**" }] },
});

async function fillProject(site: Site, index: string): Promise<void> {
  const post = (path: string, body: object) => call(site, "POST", path, body);
  const { body: project } = await call<{ project_id: number }>(site, "GET", `/projects/${portalProject}`);
  await post("/users", { username: "ada", email: "ada@example.com", realname: "Ada Lovelace", password: "Secret12345" });
  await post(`/projects/${portalProject}/members`, { role_id: 2, member_user: { username: "ada" } });
  const label = await post("/labels", { name: "reviewed", color: "#1d6b34", scope: "p", project_id: project.project_id });
  await post(`${artifactPath(index)}/labels`, { id: idOf(label.location) });
  await post("/retentions", {
    algorithm: "or",
    rules: [{ action: "retain", template: "latestPushedK", params: { latestPushedK: 10 }, ...selectors("v*") }],
    trigger: { kind: "Schedule", settings: { cron: "0 0 3 * * *" }, references: {} },
    scope: { level: "project", ref: project.project_id },
  });
  await post(`/projects/${project.project_id}/immutabletagrules`, selectors("release-*"));
  const access = [{ resource: "repository", action: "pull" }];
  const robot = { name: "ci", level: "project", duration: 90, permissions: [{ kind: "project", namespace: portalProject, access }] };
  await post("/robots", robot);
}

async function fillSystem(site: Site): Promise<void> {
  await call(site, "POST", "/labels", { name: "production", color: "#8a3c06", scope: "g" });
  await call(site, "POST", "/usergroups", { group_name: "crew", group_type: 1, ldap_group_dn: "cn=crew,ou=groups,dc=example,dc=org" });
  await call(site, "POST", "/system/gc/schedule", { schedule: { type: "Manual" }, parameters: { delete_untagged: false } });
  await call(site, "POST", "/system/scrub/schedule", { schedule: { type: "Manual" } });
}

/** From itself to itself, into another project. */
async function replicate(site: Site): Promise<{ policy: number; execution: number }> {
  await makeProject(site, "copies");
  const registry = await connect(site, site);
  const policy = await makePolicy(site, {
    name: "to-the-copies",
    direction: "push",
    registry,
    repositories: `${portalProject}/team/**`,
    dest_namespace: "copies",
  });
  const execution = await start(site, policy);
  const path = `/replication/executions/${execution}`;
  await until("the run ends", async () => (await call<Execution>(site, "GET", path)).body.status !== "InProgress", 60_000);
  return { policy, execution };
}

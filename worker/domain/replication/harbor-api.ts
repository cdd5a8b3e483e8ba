/** What Harbor's REST API tells beside a registry's own (Harbor 2.16 `/api/v2.0`); Roadstead has the same. */
import { compileGlob } from "../../lib/glob.ts";
import { RemoteError } from "../registries/remote-error.ts";
import type { RegistrySession } from "../registries/registry-session.ts";
import type { SourceTag } from "./sides.ts";

const pageSize = 100;
const pagesMax = 2000;
const api = "/api/v2.0";

/** Roadstead has Harbor's API. */
export function speaksHarbor({ endpoint }: RegistrySession): boolean {
  return endpoint.type === "harbor" || endpoint.type === "roadstead";
}

interface RepositoryPage {
  readonly names: string[];
  readonly next: string | null;
}

/**
 * By project, as Harbor itself does: its list of all repositories shows a robot account only what is public. `after`: where a page before ended.
 */
export async function listHarborRepositories(session: RegistrySession, nameFilter: string, after: string): Promise<RepositoryPage> {
  const [project = ""] = nameFilter.split("/");
  const isOneProject = project !== "" && nameFilter.includes("/") && !/[*?[\]{}\\]/.test(project);
  if (!isOneProject) return listInProjects(session, nameFilter.includes("/") ? project : "", after);
  const page = Number(after || "0") + 1;
  const { names, isLast } = await listInProject(session, project, page, [200, 404]);
  return { names, next: isLast ? null : String(page) };
}

/** `after`: `<page of projects>.<of those there, that are done with>.<page of the next one's repositories>`. */
async function listInProjects(session: RegistrySession, pattern: string, after: string): Promise<RepositoryPage> {
  const [page = 1, done = 0, pageThere = 1] = after.includes(".") ? after.split(".").map(Number) : [];
  const to = `${api}/projects?page=${page}&page_size=${pageSize}&sort=project_id&with_detail=false`;
  const { body } = await session.json<{ name?: unknown; repo_count?: unknown }[]>({ method: "GET", to, scope: null, expects: [200] });
  const shown = Array.isArray(body) ? body : [];
  const isWanted = compileGlob(pattern) ?? (() => true);
  const at = shown.findIndex((one, index) => index >= done && one?.repo_count !== 0 && typeof one?.name === "string" && isWanted(one.name));
  if (at === -1) return { names: [], next: shown.length < pageSize || page === pagesMax ? null : `${page + 1}.0.1` };
  // A project that the account sees, and may not look into, is not its to copy.
  const { names, isLast } = await listInProject(session, String(shown[at]?.name), at === done ? pageThere : 1, [200, 401, 403, 404]);
  return { names, next: isLast ? `${page}.${at + 1}.1` : `${page}.${at}.${(at === done ? pageThere : 1) + 1}` };
}

async function listInProject(
  session: RegistrySession,
  project: string,
  page: number,
  expects: readonly number[],
): Promise<{ names: string[]; isLast: boolean }> {
  const to = `${api}/projects/${project}/repositories?page=${page}&page_size=${pageSize}`;
  const { body, status } = await session.json<{ name?: unknown }[]>({ method: "GET", to, scope: null, expects }).catch((error: unknown) => {
    if (!(error instanceof RemoteError)) throw error;
    const { fault, message, retryAfterMs } = error;
    throw new RemoteError(fault, `the repositories of the project ${project} were not listed: ${message}`, { cause: error, retryAfterMs });
  });
  const shown = status === 200 && Array.isArray(body) ? body : [];
  const names = shown.map((one) => one?.name).filter((name) => typeof name === "string");
  return { names, isLast: shown.length < pageSize || page === pagesMax };
}

interface ArtifactShown {
  readonly type?: string;
  readonly tags?: readonly { readonly name: string }[] | null;
  readonly labels?: readonly { readonly name: string }[] | null;
}

/** Tags with what filters look at. @throws RemoteError `absent` when there is no such repository; 403 says nothing of what is there */
export async function listHarborArtifacts(session: RegistrySession, repository: string): Promise<SourceTag[]> {
  const tags: SourceTag[] = [];
  for (let page = 1; page <= pagesMax; page += 1) {
    const { body } = await session.json<ArtifactShown[]>({
      method: "GET",
      to: `${repositoryPath(repository)}/artifacts?page=${page}&page_size=${pageSize}&with_tag=true&with_label=true`,
      scope: null,
      expects: [200],
    });
    if (!Array.isArray(body)) throw new RemoteError("failed", `the registry's list of the artifacts of ${repository} is none`);
    for (const { type = null, tags: named, labels } of body) {
      tags.push(...(named ?? []).map(({ name }) => ({ name, type, labels: (labels ?? []).map((label) => label.name) })));
    }
    if (body.length < pageSize) break;
  }
  return tags;
}

/** Makes the project when it is not there. */
export async function ensureHarborProject(session: RegistrySession, project: string, isPublic: boolean): Promise<void> {
  const found = await session.send({
    method: "HEAD",
    to: `${api}/projects?project_name=${encodeURIComponent(project)}`,
    scope: null,
    // Who may not know whether it is there is told 403.
    expects: [200, 403, 404],
  });
  if (found.status === 200) return;
  const body = JSON.stringify({ project_name: project, metadata: { public: String(isPublic) } });
  const made = await session
    .send({
      method: "POST",
      to: `${api}/projects`,
      scope: null,
      headers: { "Content-Type": "application/json" },
      body,
      expects: [201, 409],
    })
    .catch((error: unknown) => {
      if (!(error instanceof RemoteError)) throw error;
      // It may be there for an account that may push to it and know nothing else of it: the push tells.
      if (found.status === 403 && (error.fault === "refused" || error.fault === "unauthorized")) return null;
      throw new RemoteError(error.fault, `the project ${project} is not there and was not made: ${error.message}`, { cause: error });
    });
  if (!made) return;
  await made.body?.cancel();
  // Tokens of before know nothing of it.
  session.forgetTokens();
}

/** A repository that holds the blob; null: none, or the registry does not say. */
export async function findHarborRepositoryWith(session: RegistrySession, digest: string): Promise<string | null> {
  const to = `${api}/repositories?q=${encodeURIComponent(`blob_digest=${digest}`)}&page_size=1`;
  const { body, status } = await session.json<{ name?: unknown }[]>({ method: "GET", to, scope: null, expects: [200, 400, 401, 403, 404] });
  const name = status === 200 ? body[0]?.name : null;
  return typeof name === "string" ? name : null;
}

/** False: it was not there. */
export async function deleteHarborTag(session: RegistrySession, repository: string, tag: string): Promise<boolean> {
  const answer = await session.send({
    method: "DELETE",
    to: `${repositoryPath(repository)}/artifacts/${encodeURIComponent(tag)}/tags/${encodeURIComponent(tag)}`,
    scope: null,
    expects: [200, 404],
  });
  await answer.body?.cancel();
  return answer.status === 200;
}

/** Those of versions, but not what registries that are no site are called here. */
const siteIdPattern = /^(?!registry-)[A-Za-z0-9-]{1,64}$/;

/** The id of another Roadstead; null: it does not say. */
export async function siteIdOf(session: RegistrySession): Promise<string | null> {
  const { body } = await session.json<{ site_id?: unknown } | null>({
    method: "GET",
    to: `${api}/systeminfo`,
    scope: null,
    expects: [200],
  });
  const id = body?.site_id;
  return typeof id === "string" && siteIdPattern.test(id) ? id : null;
}

/** Slashes in a repository's name are encoded twice, as Harbor wants them. */
function repositoryPath(repository: string): string {
  const [project = "", ...path] = repository.split("/");
  return `${api}/projects/${project}/repositories/${encodeURIComponent(encodeURIComponent(path.join("/")))}`;
}

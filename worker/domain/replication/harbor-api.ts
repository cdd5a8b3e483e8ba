/** What Harbor's REST API tells beside a registry's own (Harbor 2.16 `/api/v2.0`); Roadstead has the same. */
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

/** `after`: the page before. */
export async function listHarborRepositories(
  session: RegistrySession,
  nameFilter: string,
  after: string,
): Promise<{ names: string[]; next: string | null }> {
  const page = Number(after || "0") + 1;
  const [project = ""] = nameFilter.split("/");
  const isOneProject = project !== "" && nameFilter.includes("/") && !/[*?[\]{}\\]/.test(project);
  const path = isOneProject ? `${api}/projects/${project}/repositories` : `${api}/repositories`;
  const { body, status } = await session.json<{ name?: unknown }[]>({
    method: "GET",
    to: `${path}?page=${page}&page_size=${pageSize}`,
    scope: null,
    expects: [200, 404],
  });
  if (status !== 200) return { names: [], next: null };
  const shown = Array.isArray(body) ? body : [];
  const names = shown.map((one) => one?.name).filter((name) => typeof name === "string");
  return { names, next: shown.length < pageSize || page === pagesMax ? null : String(page) };
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

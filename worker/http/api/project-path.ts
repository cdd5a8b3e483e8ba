import { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";
import { repositoryNameOrNull, type RepositoryName } from "../../domain/names/repository-name.ts";
import type { ProjectReference } from "../../store/projects.ts";

export const projectParams = { project_name_or_id: z.string().min(1) };
/** Harbor's header that says a number is a name. */
export const projectHeaders = ["X-Is-Resource-Name"];

/** Digits are an id, unless the caller says that they are a name. */
export function projectOf({ params, request }: { params: { project_name_or_id: string }; request: Request }): ProjectReference {
  const text = params.project_name_or_id;
  const isName = request.headers.get("X-Is-Resource-Name") === "true";
  return !isName && /^\d{1,15}$/.test(text) ? { id: Number(text) } : { name: text };
}

export const repositoryParams = { project_name: z.string().min(1), repository_name: z.string().min(1) };

/**
 * The repository that a path names. Clients escape the slashes of its name twice; the router has undone one of them.
 *
 * @throws DomainError NOT_FOUND: what is no name cannot be there
 */
export function repositoryOf({ params }: { params: { project_name: string; repository_name: string } }): RepositoryName {
  const name = repositoryNameOrNull(`${params.project_name}/${unescaped(params.repository_name)}`);
  if (!name || name.project !== params.project_name) throw new DomainError("NOT_FOUND", { message: "repository not found" });
  return name;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

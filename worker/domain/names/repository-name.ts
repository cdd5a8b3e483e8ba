import { DomainError } from "../errors.ts";

/** A repository's full name, taken apart: the first component is the project. Made by `parseRepositoryName` only. */
export interface RepositoryName {
  readonly full: string;
  readonly project: string;
  /** Below the project: `team/app`. */
  readonly path: string;
}

// distribution-spec v1.1 §"Pulling manifests": each component alone, so that matching stays linear.
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const bytesMax = 255;

/** @throws DomainError NAME_INVALID */
export function parseRepositoryName(text: string): RepositoryName {
  const name = repositoryNameOrNull(text);
  if (!name) {
    throw new DomainError("NAME_INVALID", {
      message: "a repository name is project/path: at most 255 characters, lower-case letters, digits and . _ - inside of each component",
    });
  }
  return name;
}

export function repositoryNameOrNull(text: string): RepositoryName | null {
  if (text.length > bytesMax) return null;
  const components = text.split("/");
  if (components.length < 2 || !components.every((part) => component.test(part))) return null;
  const project = components[0] ?? "";
  return { full: text, project, path: text.slice(project.length + 1) };
}

/** Harbor's rule: lower-case letters and digits with single `.`, `_` or `-` between, at most 255 characters. */
export function isProjectName(text: string): boolean {
  return text.length <= bytesMax && /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(text);
}

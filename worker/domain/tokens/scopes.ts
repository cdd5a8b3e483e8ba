import { type RepositoryName, repositoryNameOrNull } from "../names/repository-name.ts";
import type { RepositoryAction } from "../access/repository-access.ts";

/** What a token was asked for: `repository:<name>:<actions>` or `registry:catalog:*` (Docker token authentication). */
export interface Scope {
  readonly type: string;
  /** As asked; an answer repeats it. */
  readonly name: string;
  readonly repository: RepositoryName | null;
  readonly actions: readonly string[];
}

const scopesMax = 100;
const repositoryActions: readonly string[] = ["pull", "push", "delete"] satisfies RepositoryAction[];

/**
 * Reads `scope` parameters: repeated, or several in one with spaces between. The name is what lies between the first and the last
 * colon, since it may hold a port.
 */
export function parseScopes(values: readonly string[]): Scope[] {
  const texts = values.flatMap((value) => value.split(" ")).filter((text) => text !== "");
  return texts.slice(0, scopesMax).map(parseScope);
}

function parseScope(text: string): Scope {
  const [type = "", ...rest] = text.split(":");
  const actions = rest.length > 1 ? (rest.pop() ?? "").split(",").filter((action) => action !== "") : [];
  const name = rest.join(":");
  return { type, name, repository: type === "repository" ? repositoryNameOrNull(name) : null, actions };
}

/** The repository actions among those asked; `*` asks for all. */
export function askedActions(scope: Scope): RepositoryAction[] {
  const asked = scope.actions.includes("*") ? repositoryActions : repositoryActions.filter((action) => scope.actions.includes(action));
  return asked as RepositoryAction[];
}

export function asksForCatalog(scope: Scope): boolean {
  return scope.type === "registry" && scope.name === "catalog" && scope.actions.includes("*");
}

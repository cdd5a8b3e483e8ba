import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";

export type RepositoryAction = "pull" | "push" | "delete";

/** What a caller may do in one repository, as its token says or as was looked up for its password. */
export interface RepositoryAccess {
  /** Ids are never reused, so a token for a deleted project opens no project of the same name made later. */
  readonly projectId: number;
  readonly actions: ReadonlySet<RepositoryAction>;
  /** The actor's right to push, whatever actions were asked: it decides whether a HEAD renews leases. */
  readonly mayPush: boolean;
}

export interface RegistryContext extends Context {
  /** By full repository name; what is not in it is not allowed. */
  readonly access: ReadonlyMap<string, RepositoryAccess>;
  /** May list all repositories (`registry:catalog:*`). */
  readonly mayListCatalog: boolean;
}

/** @throws DomainError UNAUTHORIZED, the same for no right and no such project. */
export function authorizeRepository(ctx: RegistryContext, name: RepositoryName, action: RepositoryAction): RepositoryAccess {
  const access = ctx.access.get(name.full);
  if (access?.actions.has(action)) return access;
  throw unauthorizedForRepository(name, action);
}

/** Harbor says the sentence twice ("message: cause") and its tools look for that. */
export function unauthorizedForRepository(name: RepositoryName, action: RepositoryAction): DomainError {
  const sentence = `unauthorized to access repository: ${name.full}, action: ${action}`;
  return new DomainError("UNAUTHORIZED", { message: `${sentence}: ${sentence}` });
}

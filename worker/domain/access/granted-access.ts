import type { ProjectStanding } from "../../store/users.ts";
import type { Scope } from "../tokens/scopes.ts";
import { askedActions, asksForCatalog } from "../tokens/scopes.ts";
import type { Actor } from "./actor.ts";
import { publicMay, rolesThat } from "./permissions.ts";
import type { RepositoryAccess, RepositoryAction } from "./repository-access.ts";

export interface Granted {
  readonly access: ReadonlyMap<string, RepositoryAccess>;
  readonly mayListCatalog: boolean;
}

/** Granted = asked ∩ allowed. What is not allowed is simply not in the map; the right to push is noted whatever was asked. */
export function grantedAccess(actor: Actor, standings: readonly ProjectStanding[], scopes: readonly Scope[]): Granted {
  const access = new Map<string, RepositoryAccess>();
  for (const scope of scopes) {
    const held = standings.filter((standing) => standing.project === scope.repository?.project);
    const [first] = held;
    if (!scope.repository || !first) continue;
    const may = (action: RepositoryAction) => allowed(actor, held, action);
    const before = access.get(scope.repository.full)?.actions ?? [];
    const actions = new Set([...before, ...askedActions(scope).filter(may)]);
    access.set(scope.repository.full, { projectId: first.projectId, actions, mayPush: may("push") });
  }
  return { access, mayListCatalog: isSysadmin(actor) && scopes.some(asksForCatalog) };
}

function allowed(actor: Actor, held: readonly ProjectStanding[], action: RepositoryAction): boolean {
  if (isSysadmin(actor)) return true;
  if (held.some((standing) => standing.public === 1) && publicMay("repository", action)) return true;
  const granting = rolesThat("repository", action);
  return actor.kind === "user" && held.some((standing) => standing.roleId !== null && granting.includes(standing.roleId));
}

function isSysadmin(actor: Actor): boolean {
  return actor.kind === "user" && actor.sysadmin;
}

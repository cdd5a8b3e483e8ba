import type { ProjectStanding } from "../../store/standings.ts";
import type { Scope } from "../tokens/scopes.ts";
import { askedActions } from "../tokens/scopes.ts";
import type { RepositoryAccess, RepositoryAction } from "./repository-access.ts";

/** Granted = asked ∩ allowed. What is not allowed is simply not in the map; the right to push is noted whatever was asked. */
export function grantedAccess(standings: readonly ProjectStanding[], scopes: readonly Scope[]): ReadonlyMap<string, RepositoryAccess> {
  const access = new Map<string, RepositoryAccess>();
  for (const scope of scopes) {
    const standing = standings.find((one) => one.project === scope.repository?.project);
    if (!scope.repository || !standing) continue;
    const may = (action: RepositoryAction) => standing[action] === 1;
    const before = access.get(scope.repository.full)?.actions ?? [];
    const actions = new Set([...before, ...askedActions(scope).filter(may)]);
    access.set(scope.repository.full, { projectId: standing.projectId, actions, mayPush: may("push") });
  }
  return access;
}

import type { Actor } from "../../domain/access/actor.ts";
import { grantedAccess } from "../../domain/access/granted-access.ts";
import { type RegistryContext, type RepositoryAction, unauthorizedForRepository } from "../../domain/access/repository-access.ts";
import { noteRefusal } from "../../domain/audit/record.ts";
import { DomainError } from "../../domain/errors.ts";
import { type RepositoryName, repositoryNameOrNull } from "../../domain/names/repository-name.ts";
import { tokenService } from "../../domain/tokens/issue-token.ts";
import type { Scope } from "../../domain/tokens/scopes.ts";
import { verifyToken } from "../../domain/tokens/verify-token.ts";
import { verifyCredentials } from "../../domain/users/verify-credentials.ts";
import { type Authorization, authorizationOf } from "../auth/credentials.ts";
import type { SiteContext } from "../site-context.ts";
import type { Route } from "./route.ts";

export type RegistryCaller = Pick<RegistryContext, "actor" | "access" | "mayListCatalog">;

/** After a header with credentials Harbor offers Basic; without one, its token service. */
const basicChallenge = 'Basic realm="harbor"';

/**
 * Who asks and what it may do in the repositories that the request names. A password is looked up and granted just as the token
 * service would.
 *
 * @throws DomainError UNAUTHORIZED with the challenge that helps, the same for no right and no such project.
 */
export async function registryCaller(site: SiteContext, request: Request, route: Route): Promise<RegistryCaller> {
  const authorization = authorizationOf(request);
  const scopes = wantedScopes(request, route);
  if (authorization.kind === "none") throw challenge(site, request, route, scopes);
  const caller = await identify(site, authorization, scopes);
  // A token that has run out is fetched again; a wrong password is not.
  if (!caller) throw authorization.kind === "bearer" ? challenge(site, request, route, scopes) : unauthorized(new DomainError("UNAUTHORIZED"));
  assertMay(site, caller, request, route);
  return caller;
}

async function identify(site: SiteContext, authorization: Authorization, scopes: readonly Scope[]): Promise<RegistryCaller | null> {
  if (authorization.kind === "bearer") return verifyToken(site, authorization.token);
  if (authorization.kind !== "basic") return null;
  const projects = scopes.map((scope) => scope.repository?.project).filter((name) => name !== undefined);
  const verified = await verifyCredentials(site, authorization.credentials, projects);
  if (!verified) return null;
  const actor: Actor = verified.actor;
  return { actor, ...grantedAccess(actor, verified.standings, scopes) };
}

function assertMay(site: SiteContext, caller: RegistryCaller, request: Request, route: Route): void {
  if (route.kind === "base") return;
  if (route.kind === "catalog") {
    if (caller.mayListCatalog) return;
    throw unauthorized(new DomainError("UNAUTHORIZED"));
  }
  const action = actionOf(request.method);
  if (caller.access.get(route.name.full)?.actions.has(action)) return;
  noteRefusal(
    { ...site, ...caller },
    { operation: action, resourceType: "repository", resource: route.name.full, projectId: null, description: "refused" },
  );
  throw unauthorized(unauthorizedForRepository(route.name, action));
}

/** The scopes that the request needs, which is also what a client should ask the token service for. */
function wantedScopes(request: Request, route: Route): Scope[] {
  if (route.kind === "base") return [];
  if (route.kind === "catalog") return [{ type: "registry", name: "catalog", repository: null, actions: ["*"] }];
  const action = actionOf(request.method);
  const scopes = [repositoryScope(route.name, action === "push" ? ["pull", "push"] : [action])];
  const from = route.kind === "uploads" ? new URL(request.url).searchParams.get("from") : null;
  const source = from === null ? null : repositoryNameOrNull(from);
  if (source) scopes.push(repositoryScope(source, ["pull"]));
  return scopes;
}

function repositoryScope(repository: RepositoryName, actions: string[]): Scope {
  return { type: "repository", name: repository.full, repository, actions };
}

function actionOf(method: string): RepositoryAction {
  if (method === "GET" || method === "HEAD") return "pull";
  return method === "DELETE" ? "delete" : "push";
}

/** Harbor's challenge: also for public projects, whose visitors fetch a token without a name. */
function challenge(site: SiteContext, request: Request, route: Route, scopes: readonly Scope[]): DomainError {
  if (route.kind === "catalog") return unauthorized(new DomainError("UNAUTHORIZED"));
  const origin = site.settings.externalUrl ?? new URL(request.url).origin;
  const asked = scopes.map((scope) => `${scope.type}:${scope.name}:${scope.actions.join(",")}`).join(" ");
  const header = `Bearer realm="${origin}/service/token",service="${tokenService}"${asked === "" ? "" : `,scope="${asked}"`}`;
  const error = route.kind === "base" ? new DomainError("UNAUTHORIZED") : unauthorizedForRepository(route.name, actionOf(request.method));
  return unauthorized(error, header);
}

function unauthorized(error: DomainError, header = basicChallenge): DomainError {
  return new DomainError(error.code, { message: error.message, headers: { "WWW-Authenticate": header } });
}

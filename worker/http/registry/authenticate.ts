import { grantedAccess } from "../../domain/access/granted-access.ts";
import { type RegistryContext, type RepositoryAction, unauthorizedForRepository } from "../../domain/access/repository-access.ts";
import { noteRefusal } from "../../domain/audit/record.ts";
import { isConfirmed } from "../../domain/directory/confirm.ts";
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
  const refusal = caller ? refusalOf(caller, request, route) : new DomainError("UNAUTHORIZED");
  if (caller && !refusal) return caller;
  if (caller && refusal) note(site, caller, request, route);
  // A token that has run out or was asked for less is fetched again; a password is not better the second time.
  if (authorization.kind !== "bearer") throw unauthorized(refusal ?? new DomainError("UNAUTHORIZED"));
  throw challenge(site, request, route, scopes, caller ? "insufficient_scope" : "invalid_token");
}

async function identify(site: SiteContext, authorization: Authorization, scopes: readonly Scope[]): Promise<RegistryCaller | null> {
  if (authorization.kind === "bearer") return callerOf(site, authorization.token);
  if (authorization.kind !== "basic") return null;
  const projects = scopes.map((scope) => scope.repository?.project).filter((name) => name !== undefined);
  const verified = await verifyCredentials(site, authorization.credentials, projects);
  if (!verified) return null;
  const { actor, standings } = verified;
  return { actor, access: grantedAccess(standings.projects, scopes), mayListCatalog: standings.catalog };
}

/** An account of a directory holds its token only as long as the directory stands by it. */
async function callerOf(site: SiteContext, token: string): Promise<RegistryCaller | null> {
  const verified = await verifyToken(site, token);
  if (!verified?.directory || verified.actor.kind !== "user") return verified;
  return (await isConfirmed(site, verified.actor.id, verified.directory)) ? verified : null;
}

function refusalOf(caller: RegistryCaller, request: Request, route: Route): DomainError | null {
  if (route.kind === "base") return null;
  if (route.kind === "catalog") return caller.mayListCatalog ? null : new DomainError("UNAUTHORIZED");
  const action = actionOf(request.method, route);
  return caller.access.get(route.name.full)?.actions.has(action) ? null : unauthorizedForRepository(route.name, action);
}

function note(site: SiteContext, caller: RegistryCaller, request: Request, route: Route): void {
  const resource = "name" in route ? route.name.full : "/v2/_catalog";
  const operation = "name" in route ? actionOf(request.method, route) : "list";
  noteRefusal({ ...site, ...caller }, { operation, resourceType: "repository", resource, projectId: null, description: "refused" });
}

/** The scopes that the request needs, which is also what a client should ask the token service for. */
function wantedScopes(request: Request, route: Route): Scope[] {
  if (route.kind === "base") return [];
  if (route.kind === "catalog") return [{ type: "registry", name: "catalog", repository: null, actions: ["*"] }];
  const action = actionOf(request.method, route);
  const scopes = [repositoryScope(route.name, action === "push" ? ["pull", "push"] : [action])];
  const from = route.kind === "uploads" ? new URL(request.url).searchParams.get("from") : null;
  const source = from === null ? null : repositoryNameOrNull(from);
  if (source) scopes.push(repositoryScope(source, ["pull"]));
  return scopes;
}

function repositoryScope(repository: RepositoryName, actions: string[]): Scope {
  return { type: "repository", name: repository.full, repository, actions };
}

/** All that is done with an upload session is pushing, asking how far it has come and giving it up included. */
function actionOf(method: string, route: Route): RepositoryAction {
  if (route.kind === "uploads" || route.kind === "upload") return "push";
  if (method === "GET" || method === "HEAD") return "pull";
  return method === "DELETE" ? "delete" : "push";
}

/** Harbor's challenge: also for public projects, whose visitors fetch a token without a name. */
function challenge(site: SiteContext, request: Request, route: Route, scopes: readonly Scope[], error?: string): DomainError {
  if (route.kind === "catalog") return unauthorized(new DomainError("UNAUTHORIZED"));
  const origin = site.settings.externalUrl ?? originOf(request, site.settings.scheme);
  const asked = scopes.map((scope) => `${scope.type}:${scope.name}:${scope.actions.join(",")}`).join(" ");
  const header = `Bearer realm="${origin}/service/token",service="${tokenService}"${asked === "" ? "" : `,scope="${asked}"`}`;
  const refusal =
    route.kind === "base" ? new DomainError("UNAUTHORIZED") : unauthorizedForRepository(route.name, actionOf(request.method, route));
  return unauthorized(refusal, error ? `${header},error="${error}"` : header);
}

/** On one machine TLS ends before the Worker, which then sees plain HTTP. */
function originOf(request: Request, scheme: string | null): string {
  const url = new URL(request.url);
  return `${scheme === null ? url.protocol : `${scheme}:`}//${url.host}`;
}

function unauthorized(error: DomainError, header = basicChallenge): DomainError {
  return new DomainError(error.code, { message: error.message, headers: { "WWW-Authenticate": header } });
}

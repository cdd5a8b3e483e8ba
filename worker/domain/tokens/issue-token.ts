import { SignJWT } from "jose";
import { listPublicStandings } from "../../store/standings.ts";
import type { Actor } from "../access/actor.ts";
import { actorName } from "../access/actor.ts";
import { grantedAccess } from "../access/granted-access.ts";
import type { RepositoryAccess } from "../access/repository-access.ts";
import type { Context } from "../context.ts";
import type { Confirmed } from "../directory/confirm.ts";
import { type Credentials, verifyCredentials } from "../users/verify-credentials.ts";
import { asksForCatalog, type Scope } from "./scopes.ts";
import { signingAlgorithm, signingKey } from "./signing.ts";

export const tokenIssuer = "harbor-token-issuer";
export const tokenService = "harbor-registry";

/** What a token grants. */
export interface Granted {
  readonly access: ReadonlyMap<string, RepositoryAccess>;
  readonly mayListCatalog: boolean;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
  readonly issuedAt: string;
}

/** What a token says beside RFC 7519's names. */
export interface TokenClaims {
  /** As Docker's tokens have it: what is granted, by scope. */
  readonly access: readonly { readonly type: string; readonly name: string; readonly actions: readonly string[] }[];
  /** Ours: who it is, and for each repository the project's id and whether the actor may push whatever was asked. */
  readonly roadstead: {
    readonly actor: Actor;
    readonly repositories: Readonly<Record<string, { readonly project: number; readonly push: boolean }>>;
    /** Of a directory's account, which is asked for again while the token is used. */
    readonly directory?: Confirmed;
  };
}

/**
 * A token for the scopes, as far as they are allowed. Wrong credentials count as none: with scopes that is a token for anybody, without
 * scopes it is null (the caller's log-in failed).
 *
 * @throws DomainError TOO_MANY_REQUESTS
 */
export async function issueToken(
  site: Omit<Context, "actor">,
  asked: { credentials: Credentials | null; scopes: readonly Scope[] },
): Promise<IssuedToken | null> {
  const projects = [...new Set(asked.scopes.map((scope) => scope.repository?.project).filter((name) => name !== undefined))];
  const verified = asked.credentials ? await verifyCredentials(site, asked.credentials, projects) : null;
  if (!verified && asked.scopes.length === 0) return null;
  const actor: Actor = verified?.actor ?? { kind: "anonymous" };
  const standings = verified?.standings ?? (await listPublicStandings(site.store, projects));
  const access = grantedAccess(standings.projects, asked.scopes);
  const granted = { access, mayListCatalog: standings.catalog && asked.scopes.some(asksForCatalog) };
  const claims: TokenClaims = {
    access: asked.scopes.map((scope) => ({ type: scope.type, name: scope.name, actions: actionsOf(granted, scope) })),
    roadstead: {
      actor,
      repositories: Object.fromEntries([...access].map(([name, { projectId, mayPush }]) => [name, { project: projectId, push: mayPush }])),
      ...(verified?.directory ? { directory: verified.directory } : {}),
    },
  };
  return sign(site, actor, claims, standings.tokenSeconds);
}

function actionsOf(granted: Granted, scope: Scope): string[] {
  if (scope.repository) return [...(granted.access.get(scope.repository.full)?.actions ?? [])];
  return granted.mayListCatalog && scope.type === "registry" && scope.name === "catalog" ? ["*"] : [];
}

async function sign(site: Omit<Context, "actor">, actor: Actor, claims: TokenClaims, seconds: number | null): Promise<IssuedToken> {
  const { kid, key } = await signingKey(site);
  const nowSeconds = Math.floor(site.now() / 1000);
  const lifeSeconds = seconds ?? Math.ceil(site.settings.times.token_expiration.ms / 1000);
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: signingAlgorithm, kid, typ: "JWT" })
    .setIssuer(tokenIssuer)
    .setSubject(actor.kind === "anonymous" ? "" : actorName(actor))
    .setAudience(tokenService)
    .setIssuedAt(nowSeconds)
    .setNotBefore(nowSeconds)
    .setExpirationTime(nowSeconds + lifeSeconds)
    .setJti(crypto.randomUUID())
    .sign(key);
  return { token, expiresInSeconds: lifeSeconds, issuedAt: new Date(nowSeconds * 1000).toISOString() };
}

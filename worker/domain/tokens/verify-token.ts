import { decodeProtectedHeader, jwtVerify } from "jose";
import type { Actor } from "../access/actor.ts";
import type { RepositoryAccess, RepositoryAction } from "../access/repository-access.ts";
import type { Context } from "../context.ts";
import type { Confirmed } from "../directory/confirm.ts";
import { type Granted, type TokenClaims, tokenIssuer, tokenService } from "./issue-token.ts";
import { signingAlgorithm, verifyingKey } from "./signing.ts";

export interface VerifiedToken extends Granted {
  readonly actor: Actor;
  /** Of a directory's account: whether it still stands is not checked here. */
  readonly directory: Confirmed | null;
}

/** Tokens that this isolate has verified, until they expire: the next request with one costs nothing. */
const verified = new Map<string, { readonly untilMs: number; readonly token: VerifiedToken }>();
const verifiedMax = 5000;
const leewaySeconds = 60;

/**
 * What a token of ours grants; null when it is none: other algorithm, unknown key, other issuer or audience, expired. The key is chosen by
 * id among our own; nothing in the token can bring one (RFC 8725 §3.1, §3.10).
 */
export async function verifyToken(site: Omit<Context, "actor">, token: string): Promise<VerifiedToken | null> {
  const cached = verified.get(token);
  if (cached && cached.untilMs > site.now()) return cached.token;
  const kid = kidOf(token);
  const key = kid === null ? null : await verifyingKey(site, kid);
  if (!key) return null;
  try {
    const { payload } = await jwtVerify<TokenClaims>(token, key, {
      algorithms: [signingAlgorithm],
      issuer: tokenIssuer,
      audience: tokenService,
      requiredClaims: ["iat", "exp", "nbf"],
      clockTolerance: leewaySeconds,
      currentDate: new Date(site.now()),
    });
    const granted = grantedBy(payload);
    if (verified.size >= verifiedMax) verified.clear();
    verified.set(token, { untilMs: ((payload.exp ?? 0) + leewaySeconds) * 1000, token: granted });
    return granted;
  } catch (error) {
    site.log("info", "token refused", { error });
    return null;
  }
}

function kidOf(token: string): string | null {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return alg === signingAlgorithm && kid ? kid : null;
  } catch {
    return null;
  }
}

function grantedBy(claims: TokenClaims): VerifiedToken {
  const access = new Map<string, RepositoryAccess>();
  for (const { type, name, actions } of claims.access) {
    const repository = claims.roadstead.repositories[name];
    if (type !== "repository" || !repository) continue;
    access.set(name, {
      projectId: repository.project,
      actions: new Set(actions as RepositoryAction[]),
      mayPush: repository.push,
    });
  }
  const mayListCatalog = claims.access.some(
    ({ type, name, actions }) => type === "registry" && name === "catalog" && actions.includes("*"),
  );
  return { actor: claims.roadstead.actor, access, mayListCatalog, directory: claims.roadstead.directory ?? null };
}

import { createHash } from "node:crypto";
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK, type JWK } from "jose";
import { protocolVersion } from "../../../bridge/src/protocol/messages.ts";
import { enrolBridge, findBridgeByKey, findBridgeByToken } from "../../store/bridges.ts";
import type { Admission } from "../../store/directory/bridge-sockets.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

type Site = Omit<Context, "actor">;

interface Hello {
  readonly version: number;
  /** JWS of a `Proof`, with the key in its header. */
  readonly proof: string;
  /** What this connection was asked to sign. */
  readonly nonce: string;
  /** The host that the connection came to. */
  readonly audience: string;
}

/**
 * Who connects: a bridge that is known by its key, or one that brings a token and is known from now on. The key is whatever the proof's
 * header has; that it signed this connection's nonce for this host is what makes it the bridge's.
 */
export async function admitBridge(site: Site, hello: Hello): Promise<Admission> {
  const proved = hello.version === protocolVersion ? await verify(site, hello) : null;
  if (!proved) return { ok: false, why: "invalid", name: "" };
  const { thumbprint, sealingKey, software, token } = proved;
  const known = await findBridgeByKey(site.store, thumbprint);
  if (known && known.revokedAt !== null) return { ok: false, why: "bridge_revoked", name: known.name };
  const bridge = known ?? (token === null ? null : await enrol(site, token, thumbprint));
  if (!bridge) return { ok: false, why: "bridge_unknown", name: thumbprint };
  return { ok: true, bridgeId: bridge.id, key: thumbprint, name: bridge.name, sealingKey, software };
}

async function enrol(site: Site, token: string, thumbprint: string): Promise<{ id: number; name: string } | null> {
  const hash = hashOf(token);
  const bridge = await findBridgeByToken(site.store, hash);
  if (!bridge) return null;
  const description = `enrol bridge ${bridge.name} with key ${thumbprint}`;
  try {
    await site.commit([
      ...enrolBridge(hash, thumbprint),
      auditRow(
        { ...site, actor: { kind: "system" } },
        { operation: "update", resourceType: "bridge", resource: bridge.name, projectId: null, description, success: true },
      ),
    ]);
    return bridge;
  } catch (error) {
    // Another key was faster.
    if (error instanceof DomainError && (error.code === "NOT_FOUND" || error.code === "CONFLICT")) return null;
    throw error;
  }
}

interface Proved {
  readonly thumbprint: string;
  readonly sealingKey: JWK;
  readonly software: string;
  readonly token: string | null;
}

async function verify(site: Site, { proof, nonce, audience }: Hello): Promise<Proved | null> {
  try {
    const key = publicKey(decodeProtectedHeader(proof).jwk);
    if (!key) return null;
    const { payload } = await compactVerify(proof, await importJWK(key, "ES256"), { algorithms: ["ES256"] });
    const said = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
    const hosts = [audience, site.settings.externalUrl === null ? audience : new URL(site.settings.externalUrl).host];
    const sealingKey = publicKey(said.sealing_key);
    if (said.nonce !== nonce || typeof said.audience !== "string" || !hosts.includes(said.audience) || !sealingKey) return null;
    return {
      thumbprint: await calculateJwkThumbprint(key),
      sealingKey,
      software: typeof said.software === "string" ? said.software.slice(0, 50) : "",
      token: typeof said.token === "string" && said.token !== "" ? said.token : null,
    };
  } catch (error) {
    site.log("info", "a bridge's proof is not valid", { error });
    return null;
  }
}

/** The public half of a P-256 key (RFC 7518 §6.2), and nothing else of what was given. */
function publicKey(value: unknown): JWK | null {
  const { kty, crv, x, y } = (value ?? {}) as Partial<Record<string, unknown>>;
  const isPoint = [x, y].every((part) => typeof part === "string" && /^[\w-]{43}$/.test(part));
  return kty === "EC" && crv === "P-256" && isPoint ? { kty, crv, x: String(x), y: String(y) } : null;
}

/** A token is random, so a plain hash is enough. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

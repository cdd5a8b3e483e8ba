import { randomBytes } from "node:crypto";
import {
  type BridgeRow,
  findBridge,
  insertBridge,
  listBridges as list,
  revokeBridge,
  selectBridge,
  setBridgeToken,
} from "../../store/bridges.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { type ConnectedBridge, directoryDesk } from "../directory/desk.ts";
import { DomainError } from "../errors.ts";
import { hashOf } from "./admit-bridge.ts";

/** Long enough to carry it over, short enough to be forgotten. */
const tokenMs = 60 * 60_000;

export interface BridgeToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** With what each is doing now. @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listBridges(ctx: Context): Promise<{ bridge: BridgeRow; connections: readonly ConnectedBridge[] }[]> {
  await authorizeSystem(ctx, "bridge", "list");
  const [bridges, { connected }] = await Promise.all([list(ctx.store), directoryDesk(ctx.store).status()]);
  return bridges.map((bridge) => ({ bridge, connections: connected.filter(({ bridgeId }) => bridgeId === bridge.id) }));
}

/** A bridge that is yet to come, and the token that it enrols with. @throws DomainError BAD_REQUEST, CONFLICT */
export async function createBridge(ctx: Context, name: string): Promise<{ id: number } & BridgeToken> {
  await authorizeSystem(ctx, "bridge", "create");
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(name)) {
    throw new DomainError("BAD_REQUEST", { message: "name must have 1 to 100 letters, digits, spaces or . _ -" });
  }
  const token = newToken();
  const answers = await ctx.commit([
    guardSystem(ctx.actor, "bridge", "create"),
    insertBridge({ name, tokenHash: hashOf(token), tokenMs }),
    audit(ctx, "create", name),
    selectBridge(hashOf(token)),
  ]);
  return { ...made(answers, token), token };
}

/** Another token for a bridge, for a machine that has lost its key. @throws DomainError NOT_FOUND */
export async function renewBridgeToken(ctx: Context, id: number): Promise<{ id: number } & BridgeToken> {
  await authorizeSystem(ctx, "bridge", "update");
  const { name } = (await findBridge(ctx.store, id)) ?? notFound();
  const token = newToken();
  const answers = await ctx.commit([
    guardSystem(ctx.actor, "bridge", "update"),
    ...setBridgeToken(id, { hash: hashOf(token), ms: tokenMs }),
    audit(ctx, "update", name, `make a token for bridge ${name}`),
    selectBridge(hashOf(token)),
  ]);
  return { ...made(answers, token), token };
}

/** Its key opens nothing any more, and its connections end. @throws DomainError NOT_FOUND */
export async function deleteBridge(ctx: Context, id: number): Promise<void> {
  await authorizeSystem(ctx, "bridge", "delete");
  const { name } = (await findBridge(ctx.store, id)) ?? notFound();
  await ctx.commit([guardSystem(ctx.actor, "bridge", "delete"), ...revokeBridge(id), audit(ctx, "delete", name)]);
  // Every request names the bridges that are good, so one that this misses is ended then.
  await directoryDesk(ctx.store)
    .drop(id)
    .catch((error: unknown) => ctx.log("warn", "a revoked bridge was not told", { error }));
}

function newToken(): string {
  return `rsb_${randomBytes(32).toString("base64url")}`;
}

function made(answers: Record<string, unknown>[][], token: string): { id: number; expiresAtMs: number; token: string } {
  const row = answers.at(-1)?.[0];
  return { id: Number(row?.id), expiresAtMs: Number(row?.tokenExpiresAt), token };
}

function audit(ctx: Context, operation: string, name: string, description = `${operation} bridge ${name}`) {
  return auditRow(ctx, { operation, resourceType: "bridge", resource: name, projectId: null, description, success: true });
}

function notFound(): never {
  throw new DomainError("NOT_FOUND", { message: "bridge not found" });
}

import { z } from "@hono/zod-openapi";
import { createBridge, deleteBridge, listBridges, renewBridgeToken } from "../../domain/bridges/bridges.ts";
import { apiRouter, operation } from "./operation.ts";
import { idParam, time } from "./schemas/common.ts";
import { Bridge, BridgeReq, BridgeToken } from "./schemas/directory.ts";

export const bridges = apiRouter();

const tag = "bridge";
const params = { bridge_id: idParam };

operation(
  bridges,
  {
    operation: "GET /bridges",
    id: "listBridges",
    tag,
    answer: { json: z.array(Bridge), means: "the programs that may answer for the directory" },
    fails: [401, 403],
  },
  async ({ ctx }) => {
    const found = await listBridges(ctx);
    return found.map(({ bridge, connections }) => {
      const [first] = connections;
      return {
        id: bridge.id,
        name: bridge.name,
        enrolled: bridge.keyThumbprint !== null,
        connected: connections.length > 0,
        connections: connections.length,
        version: first?.software ?? "",
        key_fingerprint: bridge.keyThumbprint ?? "",
        ...(bridge.tokenExpiresAt === null ? {} : { token_expires_at: time(bridge.tokenExpiresAt) }),
        ...(first ? { connected_since: time(first.sinceMs) } : {}),
        ...(bridge.enrolledAt === null ? {} : { enrolled_time: time(bridge.enrolledAt) }),
        creation_time: time(bridge.createdAt),
      };
    });
  },
);

operation(
  bridges,
  {
    operation: "POST /bridges",
    id: "createBridge",
    tag,
    body: BridgeReq,
    answer: { created: true, json: BridgeToken },
    fails: [400, 401, 403, 409, 415, 422],
    description: "The token is good for an hour and for one key.",
  },
  async ({ ctx, body }) => {
    const { id, token, expiresAtMs } = await createBridge(ctx, body.name);
    return { location: `/api/v2.0/bridges/${id}`, body: { id, token, expires_at: time(expiresAtMs) } };
  },
);

operation(
  bridges,
  {
    operation: "DELETE /bridges/{bridge_id}",
    id: "deleteBridge",
    tag,
    params,
    answer: { done: true },
    fails: [401, 403, 404, 422],
    description: "Revokes its key, for ever, and ends its connections.",
  },
  async ({ ctx, params: { bridge_id: id } }) => deleteBridge(ctx, id),
);

operation(
  bridges,
  {
    operation: "POST /bridges/{bridge_id}/token",
    id: "renewBridgeToken",
    tag,
    params,
    answer: { json: BridgeToken, means: "another token; the one before is void" },
    fails: [401, 403, 404, 422],
    description: "For a machine that has lost its key: the key that enrols with the token takes the place of the one before.",
  },
  async ({ ctx, params: { bridge_id: id } }) => {
    const { token, expiresAtMs } = await renewBridgeToken(ctx, id);
    return { id, token, expires_at: time(expiresAtMs) };
  },
);

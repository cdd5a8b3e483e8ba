import { z } from "@hono/zod-openapi";
import { configurationOf } from "../../domain/configuration/read-configuration.ts";
import type { RobotPermission } from "../../domain/robots/rights.ts";
import { createRobot, deleteRobot, getRobot, listRobots, loginNameOf, refreshSecret, updateRobot } from "../../domain/robots/robots.ts";
import type { RobotRow } from "../../store/robots.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { parseQ } from "./q.ts";
import { idParam, time } from "./schemas/common.ts";
import { Robot, RobotCreate, RobotCreated, RobotSec } from "./schemas/robots.ts";

export const robots = apiRouter();

const tag = "robot";
const params = { robot_id: idParam };

operation(
  robots,
  {
    operation: "GET /robots",
    id: "ListRobot",
    tag,
    query: listQuery,
    answer: { page: Robot, means: "robots" },
    fails: [400, 401, 403, 404, 422],
  },
  async ({ ctx, query }) => {
    const found = await listRobots(ctx, parseQ(query.q), pageOf(query));
    const { robot_name_prefix: prefix } = await configurationOf(ctx);
    return { items: found.items.map((row) => robotShown(row, prefix)), total: found.total };
  },
);

operation(
  robots,
  {
    operation: "POST /robots",
    id: "CreateRobot",
    tag,
    body: RobotCreate,
    answer: { created: true, json: RobotCreated },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, body }) => {
    const made = await createRobot(ctx, {
      name: body.name ?? "",
      level: body.level ?? "",
      description: body.description ?? "",
      // Harbor takes 0, which is what a client without an opinion sends, as the default.
      duration: body.duration || null,
      disabled: body.disable ?? false,
      secret: body.secret || null,
      permissions: permissionsGiven(body.permissions),
    });
    return {
      location: `/api/v2.0/robots/${made.id}`,
      body: {
        id: made.id,
        name: made.loginName,
        secret: made.secret,
        creation_time: time(made.createdAt),
        expires_at: seconds(made.expiresAt),
      },
    };
  },
);

operation(
  robots,
  {
    operation: "GET /robots/{robot_id}",
    id: "GetRobotByID",
    tag,
    params,
    answer: { json: Robot, means: "the robot" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { robot_id: id } }) => {
    const row = await getRobot(ctx, id);
    return robotShown(row, (await configurationOf(ctx)).robot_name_prefix);
  },
);

operation(
  robots,
  {
    operation: "PUT /robots/{robot_id}",
    id: "UpdateRobot",
    tag,
    params,
    body: Robot.partial(),
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, params: { robot_id: id }, body }) =>
    updateRobot(ctx, id, {
      name: body.name ?? "",
      level: body.level ?? "",
      description: body.description ?? "",
      duration: body.duration || null,
      disabled: body.disable ?? false,
      permissions: permissionsGiven(body.permissions),
    }),
);

operation(
  robots,
  {
    operation: "PATCH /robots/{robot_id}",
    id: "RefreshSec",
    tag,
    params,
    body: RobotSec,
    answer: { json: RobotSec, means: "the new secret, if it was made here" },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async ({ ctx, params: { robot_id: id }, body }) => ({ secret: await refreshSecret(ctx, id, body.secret ?? "") }),
);

operation(
  robots,
  { operation: "DELETE /robots/{robot_id}", id: "DeleteRobot", tag, params, answer: { done: true }, fails: [400, 401, 403, 404, 422] },
  async ({ ctx, params: { robot_id: id } }) => deleteRobot(ctx, id),
);

function permissionsGiven(given: z.output<typeof RobotCreate>["permissions"]): RobotPermission[] {
  return (given ?? []).map(({ kind, namespace, access }) => ({
    kind: kind ?? "",
    namespace: namespace ?? "",
    access: (access ?? []).map(({ resource, action, effect }) => ({
      resource: resource ?? "",
      action: action ?? "",
      effect: effect ?? "",
    })),
  }));
}

interface StoredRight {
  readonly kind: string;
  readonly project: string | null;
  readonly resource: string;
  readonly action: string;
  readonly effect: string;
}

function robotShown(row: RobotRow, prefix: string): z.input<typeof Robot> {
  const rights = JSON.parse(row.permissions) as StoredRight[];
  const groups = Map.groupBy(rights, ({ kind, project }) => `${kind} ${kind === "system" ? "/" : (project ?? "*")}`);
  return {
    id: row.id,
    name: loginNameOf(prefix, row),
    description: row.description,
    level: row.level,
    duration: row.duration,
    editable: true,
    disable: row.disabled === 1,
    expires_at: seconds(row.expiresAt),
    permissions: [...groups].map(([key, group]) => ({
      kind: key.slice(0, key.indexOf(" ")),
      namespace: key.slice(key.indexOf(" ") + 1),
      access: group.map(({ resource, action, effect }) => ({ resource, action, effect })),
    })),
    creator_type: row.creatorType,
    creator_ref: row.creatorId,
    creation_time: time(row.createdAt),
    update_time: time(row.updatedAt),
  };
}

/** Seconds since 1970; -1: never. */
function seconds(ms: number | null): number {
  return ms === null ? -1 : Math.floor(ms / 1000);
}

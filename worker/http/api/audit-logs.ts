import { z } from "@hono/zod-openapi";
import { authorizeSystem } from "../../domain/access/authorize-system.ts";
import { auditEventTypes } from "../../domain/audit/event-types.ts";
import { listProjectAudit, listSiteAudit } from "../../domain/audit/list-audit.ts";
import type { AuditRow } from "../../store/audit-log.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { parseQ } from "./q.ts";
import { AuditLog, AuditLogEventType, AuditLogExt } from "./schemas/audit.ts";
import { time } from "./schemas/common.ts";

export const auditLogs = apiRouter();

const tag = "auditlog";
const params = { project_name: z.string().min(1) };

operation(
  auditLogs,
  {
    operation: "GET /audit-logs",
    id: "listAuditLogs",
    tag,
    query: listQuery,
    answer: { page: AuditLog, means: "what was done, where the caller may know it" },
    fails: [400, 401, 422],
  },
  async ({ ctx, query }) => {
    const found = await listSiteAudit(ctx, { terms: parseQ(query.q), onlyDone: true }, pageOf(query));
    return { items: found.items.map(shown), total: found.total };
  },
);

operation(
  auditLogs,
  {
    operation: "GET /auditlog-exts",
    id: "listAuditLogExts",
    tag,
    query: listQuery,
    answer: { page: AuditLogExt, means: "what was done and what was refused, where the caller may know it" },
    fails: [400, 401, 422],
  },
  async ({ ctx, query }) => {
    const found = await listSiteAudit(ctx, { terms: parseQ(query.q), onlyDone: false }, pageOf(query));
    return { items: found.items.map(shownWhole), total: found.total };
  },
);

operation(
  auditLogs,
  {
    operation: "GET /auditlog-exts/events",
    id: "listAuditLogEventTypes",
    tag,
    answer: { page: AuditLogEventType, means: "kinds of what is recorded" },
    fails: [401, 403],
  },
  async ({ ctx }) => {
    await authorizeSystem(ctx, "configuration", "read");
    return { items: auditEventTypes.map((type) => ({ event_type: type })), total: auditEventTypes.length };
  },
);

operation(
  auditLogs,
  {
    operation: "GET /projects/{project_name}/logs",
    id: "getLogs",
    tag: "project",
    params,
    query: listQuery,
    answer: { page: AuditLog, means: "what was done in the project" },
    fails: [400, 401, 403, 404, 422],
  },
  async ({ ctx, params: { project_name: project }, query }) => {
    const found = await listProjectAudit(ctx, project, { terms: parseQ(query.q), onlyDone: true }, pageOf(query));
    return { items: found.items.map(shown), total: found.total };
  },
);

operation(
  auditLogs,
  {
    operation: "GET /projects/{project_name}/auditlog-exts",
    id: "getLogExts",
    tag: "project",
    params,
    query: listQuery,
    answer: { page: AuditLogExt, means: "what was done and what was refused in the project" },
    fails: [400, 401, 403, 404, 422],
  },
  async ({ ctx, params: { project_name: project }, query }) => {
    const found = await listProjectAudit(ctx, project, { terms: parseQ(query.q), onlyDone: false }, pageOf(query));
    return { items: found.items.map(shownWhole), total: found.total };
  },
);

function shown(row: AuditRow): z.input<typeof AuditLog> {
  return {
    id: row.id,
    username: row.actor,
    resource: row.resource,
    resource_type: row.resourceType,
    operation: row.operation,
    op_time: time(row.at),
  };
}

function shownWhole(row: AuditRow): z.input<typeof AuditLogExt> {
  return { ...shown(row), operation_description: row.description, operation_result: row.success === 1 };
}

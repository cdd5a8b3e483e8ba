import { framed, syslogMessage } from "../../lib/syslog.ts";
import {
  type AuditRecord,
  claimAuditForward,
  dropForwardedAudit,
  failAuditForward,
  listAuditAfter,
  moveAuditCursor,
  releaseAuditForward,
} from "../../store/audit-forwards.ts";
import { NotReached } from "../../store/outbound/not-reached.ts";
import { sendHttp } from "../../store/outbound/send-http.ts";
import { sendTcp } from "../../store/outbound/send-tcp.ts";
import { configurationOf } from "../configuration/read-configuration.ts";
import { openSecret } from "../configuration/secrets.ts";
import type { Context } from "../context.ts";
import { siteId } from "../site/bootstrap.ts";
import { type ForwardEndpoint, parseForwardEndpoints } from "./forward-endpoints.ts";

const rowsEach = 500;
const sliceMs = 20_000;
/** Longer than the slowest send, so that no second run begins beside it. */
const leaseMs = 60_000;
const rest = { ms: 30_000, msMax: 1_800_000 };
const rowsDroppedEach = 5000;

/**
 * Sends what is new in the audit log to every endpoint, in order and at least once: the cursor moves after the endpoint has taken
 * the rows, so a run that dies in between sends them again, with the same ids.
 */
export async function forwardAudit(ctx: Context): Promise<void> {
  const { audit_log_forward_endpoint: text, skip_audit_log_database: skipsDatabase } = await configurationOf(ctx);
  await Promise.all((parseForwardEndpoints(text) ?? []).map((endpoint) => forwardTo(ctx, endpoint)));
  if (skipsDatabase) await ctx.commit([dropForwardedAudit(rowsDroppedEach)]);
}

async function forwardTo(ctx: Context, endpoint: ForwardEndpoint): Promise<void> {
  const untilMs = ctx.now() + sliceMs;
  let cursor = cursorOf(await ctx.commit([claimAuditForward(endpoint.name, leaseMs)]));
  while (cursor !== null && ctx.now() < untilMs) {
    const records = await listAuditAfter(ctx.store, cursor, rowsEach);
    const last = records.at(-1);
    if (!last) break;
    try {
      await send(ctx, endpoint, records);
    } catch (error) {
      if (!(error instanceof NotReached)) throw error;
      ctx.log("warn", "the audit log was not forwarded", { endpoint: endpoint.name, error });
      await ctx.commit([failAuditForward(endpoint.name, error.message, rest)]);
      return;
    }
    cursor = cursorOf(await ctx.commit([moveAuditCursor(endpoint.name, cursor, last.id, leaseMs)]));
  }
  if (cursor !== null) await ctx.commit([releaseAuditForward(endpoint.name)]);
}

function cursorOf(answers: Record<string, unknown>[][]): number | null {
  const row = answers[0]?.[0];
  return row ? Number(row.cursor) : null;
}

async function send(ctx: Context, endpoint: ForwardEndpoint, records: readonly AuditRecord[]): Promise<void> {
  const site = await siteId(ctx);
  const events = records.map((record) => forwardedEvent(site, record));
  if (endpoint.kind === "syslog") return sendTcp(ctx.store, endpoint.target, framed(events.map((event) => asSyslog(ctx, event))));
  const authorization = await openSecret(ctx, "audit_log_forward_authorization");
  const headers = { "Content-Type": "application/json", ...(authorization === null ? {} : { Authorization: authorization }) };
  const isTaken = (status: number) => status >= 200 && status < 300;
  return sendHttp(ctx.store, endpoint.url, { method: "POST", headers, body: JSON.stringify(events) }, isTaken);
}

/** Named as in Harbor's list of the log; `id` tells what came twice. */
function forwardedEvent(site: string, record: AuditRecord) {
  return {
    site,
    id: record.id,
    op_time: new Date(record.at).toISOString(),
    username: record.actor,
    project_id: record.projectId,
    operation: record.operation,
    resource_type: record.resourceType,
    resource: record.resource,
    operation_description: record.description,
    operation_result: record.success === 1,
    request_id: record.requestId,
  };
}

/** Facility 13 is "log audit"; what was refused is a warning. */
function asSyslog(ctx: Context, event: ReturnType<typeof forwardedEvent>): string {
  const { externalUrl } = ctx.settings;
  return syslogMessage({
    facility: 13,
    severity: event.operation_result ? 6 : 4,
    atMs: Date.parse(event.op_time),
    hostname: externalUrl === null ? null : new URL(externalUrl).hostname,
    appName: "roadstead",
    msgId: `${event.operation}_${event.resource_type}`,
    text: JSON.stringify(event),
  });
}

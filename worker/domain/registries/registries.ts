import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { takesCaCertificates } from "../../store/outbound/request-once.ts";
import {
  deleteRegistry as remove,
  findRegistry,
  insertRegistry,
  listRegistries as list,
  type RegistryFields,
  type RegistryRow,
  selectRegistryId,
  updateRegistry as update,
} from "../../store/registries.ts";
import { findPolicyOfRegistry } from "../../store/replication-policies.ts";
import type { Sql } from "../../store/sql.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import { guardSystem } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { openAccessSecret, sealAccessSecret } from "./endpoint.ts";
import { healthOf } from "./health.ts";
import {
  type GivenRegistry,
  readCaCertificate,
  readCredential,
  readDescription,
  readName,
  readType,
  readUrl,
  refuseUnsafe,
  secretMask,
} from "./read-registry.ts";

const resource = "registry";

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function listRegistries(ctx: Context, terms: readonly QueryTerm[], page: Page): Promise<Listing<RegistryRow>> {
  await authorizeSystem(ctx, resource, "list");
  return list(ctx.store, terms, page);
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function getRegistry(ctx: Context, id: number, action = "read"): Promise<RegistryRow> {
  await authorizeSystem(ctx, resource, action);
  const found = await findRegistry(ctx.store, id);
  if (!found) throw new DomainError("NOT_FOUND", { message: `registry ${id} not found` });
  return found;
}

/** Returns the id. @throws DomainError BAD_REQUEST also when it does not answer as a registry does, FORBIDDEN, CONFLICT */
export async function createRegistry(ctx: Context, given: GivenRegistry): Promise<number> {
  await authorizeSystem(ctx, resource, "create");
  const connection = await readConnection(ctx, given, null);
  const fields = { name: readName(given.name ?? ""), description: readDescription(given.description ?? "") };
  const health = await mustBeHealthy(ctx, connection);
  const row = { ...fields, ...(await sealed(ctx, connection)), ...health };
  const answers = await commitNamed(ctx, row.name, [...changed(ctx, "create", row.name), insertRegistry(row), selectRegistryId(row.name)]);
  return Number(answers.at(-1)?.[0]?.id);
}

/**
 * What is not given stays. It is asked whether it is there with what it would have; only when it is reached in another way than before, a
 * no refuses the change.
 *
 * @throws DomainError BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT
 */
export async function updateRegistry(ctx: Context, id: number, given: GivenRegistry): Promise<void> {
  const before = await getRegistry(ctx, id, "update");
  const connection = await readConnection(ctx, { ...given, type: before.type }, before);
  const fields = { name: readName(given.name ?? before.name), description: readDescription(given.description ?? before.description) };
  const health = connection.isChanged ? await mustBeHealthy(ctx, connection) : await healthOf(ctx, connection);
  const row = { ...fields, ...(await sealed(ctx, connection)), ...health };
  await commitNamed(ctx, row.name, [...changed(ctx, "update", row.name), ...update(before, row)]).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== "NOT_FOUND") throw error;
    throw new DomainError("CONFLICT", { message: `registry ${before.name} was changed meanwhile; try again`, cause: error });
  });
}

/** @throws DomainError FORBIDDEN, NOT_FOUND, PRECONDITION while a policy uses it */
export async function deleteRegistry(ctx: Context, id: number): Promise<void> {
  const { name } = await getRegistry(ctx, id, "delete");
  const policy = await findPolicyOfRegistry(ctx.store, id);
  if (policy) throw new DomainError("PRECONDITION", { message: `the replication policy ${policy.name} uses registry ${name}` });
  await ctx.commit([...changed(ctx, "delete", name), ...remove(id)]);
}

/**
 * Whether a registry is there and takes the credentials: one that is known (`id`), perhaps with other values, or one that is not.
 *
 * @throws DomainError BAD_REQUEST when it is not or does not, FORBIDDEN, NOT_FOUND
 */
export async function pingRegistry(ctx: Context, id: number | null, given: GivenRegistry): Promise<void> {
  await authorizeSystem(ctx, resource, "read");
  const known = id === null ? null : await getRegistry(ctx, id);
  await mustBeHealthy(ctx, await readConnection(ctx, given, known));
}

interface Connection {
  readonly type: string;
  readonly url: string;
  readonly accessKey: string;
  readonly accessSecret: string;
  readonly caCertificate: string | null;
  /** Something of it is other than what is kept. */
  readonly isChanged: boolean;
}

/** How a registry is reached; what is not given is as before. @throws DomainError BAD_REQUEST */
async function readConnection(ctx: Context, given: GivenRegistry, before: RegistryRow | null): Promise<Connection> {
  refuseUnsafe(given);
  const type = readType(given.type ?? before?.type ?? "");
  const url = readUrl(given.url ?? before?.url ?? "");
  const secret = given.accessSecret === secretMask ? "" : (given.accessSecret ?? "");
  const accessKey = given.accessKey ?? before?.accessKey ?? "";
  const isKept = secret === "" && accessKey !== "" && before !== null && before.accessSecretSealed !== "";
  // Who may change or try out a registry may not send its secret, which nobody is shown, to a host of their own.
  if (isKept && (url !== before.url || type !== before.type))
    throw new DomainError("BAD_REQUEST", { message: "access_secret must be given again when the url or the type is another one" });
  const accessSecret = isKept ? await keptSecret(ctx, before) : secret;
  const caCertificate = readCaCertificate(given.caCertificate ?? before?.caCertificate ?? "", takesCaCertificates(ctx.store));
  const credential = readCredential({ accessKey, accessSecret });
  const isChanged =
    url !== before?.url || credential.accessKey !== before.accessKey || secret !== "" || caCertificate !== before.caCertificate;
  return { type, url, caCertificate, ...credential, isChanged };
}

/** @throws DomainError BAD_REQUEST when it was sealed under a key that is not given any more */
async function keptSecret(ctx: Context, before: RegistryRow): Promise<string> {
  return openAccessSecret(ctx, before).catch((error: unknown) => {
    throw new DomainError("BAD_REQUEST", { message: "access_secret must be given again: the kept one cannot be opened", cause: error });
  });
}

async function mustBeHealthy(ctx: Context, connection: Connection): Promise<{ status: "healthy"; statusReason: string }> {
  const { status, statusReason } = await healthOf(ctx, connection);
  if (status === "healthy") return { status, statusReason };
  throw new DomainError("BAD_REQUEST", { message: `the registry is unhealthy: ${statusReason}` });
}

async function sealed(
  ctx: Context,
  { type, url, accessKey, accessSecret, caCertificate }: Connection,
): Promise<Pick<RegistryFields, "type" | "url" | "accessKey" | "accessSecretSealed" | "caCertificate">> {
  return { type, url, accessKey, accessSecretSealed: await sealAccessSecret(ctx, accessSecret), caCertificate };
}

async function commitNamed(ctx: Context, name: string, statements: readonly Sql[]): Promise<Record<string, unknown>[][]> {
  return ctx.commit(statements).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("CONFLICT", { message: `there is a registry ${name} already`, cause: error });
  });
}

function changed(ctx: Context, action: "create" | "update" | "delete", name: string): Sql[] {
  return [
    guardSystem(ctx.actor, resource, action),
    auditRow(ctx, { operation: action, resourceType: resource, resource: name, projectId: null, success: true }),
  ];
}

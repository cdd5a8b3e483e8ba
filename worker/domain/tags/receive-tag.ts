/** A tag's change that comes from another site. */
import { mayInSystem } from "../../store/access.ts";
import type { RepositoryKey } from "../../store/blob-links.ts";
import { isTrue } from "../../store/db.ts";
import { guard } from "../../store/guards.ts";
import { type Sql, sql } from "../../store/sql.ts";
import { findTagVersion, guardTagVersion, noteSeen, receiveTag as put, type TagVersionRow } from "../../store/tag-versions.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { formatVersion, receive, type Reception, type Seen, type TagVersion, type VersionedChange } from "./version.ts";

/** What a site says of a change that it brings. */
export interface Origin extends VersionedChange {
  /** The site that sends it, which it is never sent back to. */
  readonly via: string;
}

export interface Arrival {
  readonly reception: Reception;
  /** The version that was here before; null: none. */
  readonly before: TagVersion | null;
  /** Go into the batch that makes the artifact, behind its own. */
  readonly statements: readonly Sql[];
}

/** Guard: the credentials are those of another site, and not of somebody who only knows the header. */
export function guardIsSite(ctx: Context): Sql {
  return guard("actor_may", isSite(ctx));
}

/** Marked by a right that robots are given. An administrator's password is no site's. */
function isSite({ actor }: Context): Sql {
  return actor.kind === "user" ? sql`0` : mayInSystem(actor, { resource: "site", action: "replicate" });
}

/** @throws DomainError DENIED in words for who set the credentials up */
export async function assertIsSite(ctx: Context): Promise<void> {
  if (await isTrue(ctx.store, isSite(ctx))) return;
  throw new DomainError("DENIED", {
    message: "changes of another site are taken only from a robot account with the system permission site:replicate",
  });
}

export function changeOf(row: TagVersionRow): VersionedChange {
  return { version: { ms: row.ms, counter: row.counter, site: row.site }, seen: JSON.parse(row.seen) as Seen };
}

/**
 * Decides by the versions, and gives the statements that put the decision down under a guard that the version here is still the one it was
 * made for. `digest`: null for a deletion.
 */
export async function arrive(
  ctx: Context,
  at: { repository: RepositoryKey; name: RepositoryName; tag: string; digest: string | null },
  origin: Origin,
): Promise<Arrival> {
  const { repository, tag, digest } = at;
  const [row] = await Promise.all([findTagVersion(ctx.store, repository, tag), assertIsSite(ctx)]);
  const here = row ? changeOf(row) : null;
  const reception = receive(here, origin);
  const seen = JSON.stringify(reception.seen);
  const change = reception.applies
    ? put(repository, { name: tag, digest, version: origin.version, via: origin.via, seen })
    : [noteSeen(repository, tag, seen)];
  const statements = [guardTagVersion(repository, tag, here?.version ?? null), ...change, ...conflict(ctx, at, here, origin, reception)];
  return { reception, before: here?.version ?? null, statements };
}

function conflict(
  ctx: Context,
  at: { repository: RepositoryKey; name: RepositoryName; tag: string },
  here: VersionedChange | null,
  origin: Origin,
  { isConflict, applies }: Reception,
): Sql[] {
  return here && isConflict ? [conflictRow(ctx, at, { here: here.version, incoming: origin.version, applies })] : [];
}

/** Both sites record a conflict, each in its own words. */
export function conflictRow(
  ctx: Pick<Context, "actor" | "requestId">,
  at: { repository: { projectId: number }; name: RepositoryName; tag: string },
  versions: { here: TagVersion; incoming: TagVersion; applies: boolean },
): Sql {
  const { here, incoming, applies } = versions;
  const [kept, lost] = applies ? [incoming, here] : [here, incoming];
  return auditRow(ctx, {
    operation: "conflict",
    resourceType: "tag",
    resource: `${at.name.full}:${at.tag}`,
    projectId: at.repository.projectId,
    description: `two sites changed the tag without knowing of each other: ${formatVersion(kept)} stays, ${formatVersion(lost)} does not`,
    success: true,
  });
}

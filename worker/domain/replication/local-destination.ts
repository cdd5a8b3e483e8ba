import { findManifestHeadAndRenew } from "../../store/manifests.ts";
import { findProjectFor, findRepositoryWithBlob, listAccessories } from "../../store/replication-source.ts";
import { findTagVersion, listTagsVia, type TagVersionRow } from "../../store/tag-versions.ts";
import type { RepositoryAccess, RegistryContext } from "../access/repository-access.ts";
import { headBlob } from "../blobs/open-blob.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { receiveDeletion } from "../manifests/delete-manifest.ts";
import { pushManifest } from "../manifests/push-manifest.ts";
import type { Digest } from "../names/digest.ts";
import { parseReference } from "../names/reference.ts";
import { parseRepositoryName, type RepositoryName } from "../names/repository-name.ts";
import { makeProject } from "../projects/make-project.ts";
import { RemoteError } from "../registries/remote-error.ts";
import { type Arrival, changeOf, type Origin } from "../tags/receive-tag.ts";
import type { VersionedChange } from "../tags/version.ts";
import { appendBody } from "../uploads/append-body.ts";
import { closeUpload } from "../uploads/close-upload.ts";
import { mountBlob } from "../uploads/mount-blob.ts";
import { cancelUpload, startUpload, uploadOffset } from "../uploads/start-upload.ts";
import { applied, type Body, type Destination, type Found, type Manifest, type Outcome } from "./sides.ts";

const tagsEach = 5000;

/** This site, as a destination: the verbs of a push, done by the site itself. */
export class LocalDestination implements Destination {
  readonly #ctx: Context;
  readonly siteId: string;
  /** Where tags come from: the id of a site, or the name that another registry has here. */
  readonly #via: string;

  constructor(ctx: Context, ownId: string, via: string) {
    this.#ctx = { ...ctx, actor: { kind: "system", asPusher: true } };
    this.siteId = ownId;
    this.#via = via;
  }

  async prepare(repository: string, isPublic: boolean): Promise<void> {
    const name = parseName(repository);
    if (await findProjectFor(this.#ctx.store, name.project)) return;
    await makeProject(this.#ctx, name.project, isPublic);
  }

  async listMirrored(repository: string): Promise<string[] | null> {
    const { name, projectId } = await this.#place(repository);
    if (projectId === null) return null;
    const all: string[] = [];
    for (;;) {
      const some = await listTagsVia(
        this.#ctx.store,
        { projectId, path: name.path },
        { via: this.#via, after: all.at(-1) ?? "", countMax: tagsEach },
      );
      all.push(...some);
      if (some.length < tagsEach) return all;
    }
  }

  async hasBlob(repository: string, digest: string): Promise<boolean> {
    const { ctx, name } = await this.#registry(repository);
    return headBlob(ctx, name, digest as Digest).then(
      () => true,
      (error: unknown) => orFalse(error, "BLOB_UNKNOWN"),
    );
  }

  async mountCandidates(repository: string, digest: string): Promise<string[]> {
    const found = await findRepositoryWithBlob(this.#ctx.store, parseName(repository).project, digest);
    return found === null ? [] : [found];
  }

  /** A digest that a source names is no proof that it has the bytes: also what replication itself brought into a closed project stays there. */
  async mountBlob(repository: string, digest: string, from: string): Promise<boolean> {
    const { project } = parseName(from);
    if (project !== parseName(repository).project && (await findProjectFor(this.#ctx.store, project))?.public !== 1) return false;
    const { ctx, name } = await this.#registry(repository, [from]);
    return named(mountBlob(ctx, { name, digest: digest as Digest, from: parseName(from) }));
  }

  async beginUpload(repository: string): Promise<string> {
    const { ctx, name } = await this.#registry(repository);
    return named(startUpload(ctx, { name, algorithm: "sha256", isProved: false }));
  }

  async uploadOffset(repository: string, upload: string): Promise<{ upload: string; offset: number } | null> {
    const { ctx, name } = await this.#registry(repository);
    const offset = await uploadOffset(ctx, name, upload);
    return offset === null ? null : { upload, offset };
  }

  async appendChunk(repository: string, upload: string, { offset, stream, bytes }: Body & { offset: number }): Promise<string> {
    const { ctx, name } = await this.#registry(repository);
    await named(appendBody(ctx, { name, id: upload, start: offset, body: { stream, bytes } }));
    return upload;
  }

  async closeUpload(repository: string, upload: string, digest: string, body: Body | null): Promise<void> {
    const { ctx, name } = await this.#registry(repository);
    try {
      await named(closeUpload(ctx, { name, id: upload, digest: digest as Digest, start: null, body }));
    } catch (error) {
      // What broke off in the middle is not continued.
      if (body) await cancelUpload(ctx, name, upload).catch(() => false);
      throw error;
    }
  }

  async find(repository: string, reference: string): Promise<Found | null> {
    const { name, projectId } = await this.#place(repository);
    if (projectId === null) return null;
    const key = { projectId, path: name.path };
    const parsed = parseReference(reference);
    const wanted = parsed.kind === "tag" ? { tag: parsed.tag } : { digest: parsed.digest };
    const found = await findManifestHeadAndRenew(this.#ctx.store, key, wanted, this.#ctx.settings.times.push_lease.ms);
    if (!found) return null;
    const row = parsed.kind === "tag" ? await findTagVersion(this.#ctx.store, key, parsed.tag) : null;
    return { digest: found.digest, version: row ? changeOf(row).version : null };
  }

  async findDeletion(repository: string, tag: string): Promise<VersionedChange | null> {
    const { name, projectId } = await this.#place(repository);
    const row = projectId === null ? null : await findTagVersion(this.#ctx.store, { projectId, path: name.path }, tag);
    return row && row.digest === null ? changeOf(row) : null;
  }

  async listAccessories(repository: string, digest: string): Promise<string[]> {
    const { name, projectId } = await this.#place(repository);
    if (projectId === null) return [];
    return (await listAccessories(this.#ctx.store, { projectId, path: name.path }, digest)).map((row) => row.digest);
  }

  async putManifest(repository: string, reference: string, manifest: Manifest, change: VersionedChange | null): Promise<Outcome> {
    const { ctx, name } = await this.#registry(repository);
    const parsed = parseReference(reference);
    const { digest, bytes: body, mediaType: contentType } = manifest;
    const tags = parsed.kind === "tag" ? [parsed.tag] : [];
    const push = { name, digest: digest as Digest, tags, body, contentType, origin: this.#origin(change), via: this.#via };
    const { arrival } = await named(pushManifest(ctx, push));
    return outcomeOf(arrival);
  }

  async deleteTag(repository: string, tag: string, change: VersionedChange | null): Promise<Outcome> {
    const { ctx, name } = await this.#registry(repository);
    const { projectId } = await this.#place(repository);
    const row = projectId === null ? null : await findTagVersion(this.#ctx.store, { projectId, path: name.path }, tag);
    if (!row || row.digest === null) return applied;
    // Somebody may have moved it since the run was planned.
    if (row.via !== this.#via) return { isKept: true, conflict: null, because: "came from elsewhere" };
    const origin = { ...(change ?? nextOf(row, this.siteId)), via: this.#via };
    return outcomeOf(await named(receiveDeletion(ctx, name, parseReference(tag), origin)));
  }

  async deleteManifest(repository: string, digest: string): Promise<boolean> {
    const { ctx, name } = await this.#registry(repository);
    // As of another site, it leaves alone what a tag of somebody here names.
    const origin = { version: { ms: 0, counter: 0, site: this.siteId }, seen: {}, via: this.#via };
    try {
      await receiveDeletion(ctx, name, parseReference(digest), origin);
      return true;
    } catch (error) {
      if (isAbsent(error)) return true;
      return orFalse(error, "MANIFEST_IN_USE", "PRECONDITION");
    }
  }

  #origin(change: VersionedChange | null): Origin | null {
    return change && { ...change, via: this.#via };
  }

  async #place(repository: string): Promise<{ name: RepositoryName; projectId: number | null }> {
    const name = parseName(repository);
    return { name, projectId: (await findProjectFor(this.#ctx.store, name.project))?.id ?? null };
  }

  /** The site may do in its repositories whatever a pusher may. */
  async #registry(repository: string, sources: readonly string[] = []): Promise<{ ctx: RegistryContext; name: RepositoryName }> {
    const access = new Map<string, RepositoryAccess>();
    for (const full of [repository, ...sources]) {
      const { projectId } = await this.#place(full);
      if (projectId === null) throw new RemoteError("absent", `the project of ${full} is gone`);
      access.set(full, { projectId, actions: new Set(["pull", "push", "delete"]), mayPush: true });
    }
    return { ctx: { ...this.#ctx, access, mayListCatalog: false }, name: parseName(repository) };
  }
}

function parseName(text: string): RepositoryName {
  try {
    return parseRepositoryName(text);
  } catch (error) {
    throw new RemoteError("refused", `${text} can be no repository here: ${error instanceof Error ? error.message : ""}`, { cause: error });
  }
}

/**
 * The least version that is greater: what is pushed meanwhile, here or there and by whatever clock, is greater than that, and what comes back
 * over there comes here again.
 */
function nextOf(row: TagVersionRow, site: string): VersionedChange {
  const { version, seen } = changeOf(row);
  return { version: { ms: version.ms, counter: version.counter + 1, site }, seen: { ...seen, [version.site]: version } };
}

function outcomeOf(arrival: Arrival | null): Outcome {
  // The row of a conflict is in this site's audit log already.
  return arrival ? { isKept: !arrival.reception.applies, conflict: null } : applied;
}

function isAbsent(error: unknown): boolean {
  return error instanceof DomainError && (error.code === "MANIFEST_UNKNOWN" || error.code === "NAME_UNKNOWN");
}

function orFalse(error: unknown, ...codes: readonly string[]): false {
  if (error instanceof DomainError && codes.includes(error.code)) return false;
  throw error;
}

const passing: ReadonlySet<string> = new Set([
  "BUSY",
  "UNAVAILABLE",
  "UPLOAD_OUT_OF_ORDER",
  "UPLOAD_UNKNOWN",
  "UPLOAD_STALLED",
  "UPLOAD_BROKEN_OFF",
]);

/** What a verb of this site refuses, as one that replication knows how to go on from. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const isDamaged = error.code === "DIGEST_INVALID" || error.code === "SIZE_INVALID";
    const fault = isDamaged ? "damaged" : passing.has(error.code) ? "busy" : "refused";
    throw new RemoteError(fault, isDamaged ? `the bytes that arrived are not those of the digest` : error.message, { cause: error });
  }
}

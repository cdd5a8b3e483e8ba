/** What a copy goes between: this site, or a registry elsewhere. Repositories are named in full, as that side has them. */
import type { TagVersion, VersionedChange } from "../tags/version.ts";

export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  /** Exactly what the digest is of. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface SourceTag {
  readonly name: string;
  /** `IMAGE`, `CHART`, …, and names of labels; null where the registry does not say. */
  readonly type: string | null;
  readonly labels: readonly string[] | null;
}

/** What a tag points at now. */
export interface TagState {
  /** Null: deleted. */
  readonly digest: string | null;
  /** Of a Roadstead. */
  readonly change: VersionedChange | null;
  /** The site that this version came from, when it was made elsewhere. */
  readonly via: string | null;
}

/** What belongs to an artifact: signatures, SBOMs; with the tags that old tools give them. */
export interface Accessory {
  /** Null: what its tag names. */
  readonly digest: string | null;
  readonly tags: readonly string[];
}

interface RepositoryLister {
  /** Names behind `after`, in the lister's own order; `next`: null when there are no more. */
  listRepositories(nameFilter: string, after: string): Promise<{ readonly names: readonly string[]; readonly next: string | null }>;
}

interface TagSource {
  /** Null: there is no such repository. `withDetails`: types and labels are needed. */
  listTags(repository: string, withDetails: boolean): Promise<readonly SourceTag[] | null>;
  /** Null: it was never there. */
  resolve(repository: string, tag: string): Promise<TagState | null>;
}

interface ManifestSource {
  /** Null: it is gone. */
  manifest(repository: string, digest: string): Promise<Manifest | null>;
  accessories(repository: string, digest: string, tags: ReadonlySet<string>): Promise<readonly Accessory[]>;
}

export interface OpenRange {
  /** Of bytes; more than the range may come, before it and behind it. */
  readonly stream: ReadableStream<Uint8Array>;
  /** How much comes before it. */
  readonly skip: number;
  /** How long it is. */
  readonly bytes: number;
}

export interface Range {
  readonly offset: number;
  readonly length: number;
  /** The whole blob's. */
  readonly ofBytes: number;
}

interface BlobSource {
  /** @throws RemoteError */
  openBlob(repository: string, digest: string, range: Range): Promise<OpenRange>;
}

export interface Source extends RepositoryLister, TagSource, ManifestSource, BlobSource {}

interface BlobSink {
  hasBlob(repository: string, digest: string): Promise<boolean>;
  /** Repositories over there that may have the blob. */
  mountCandidates(repository: string, digest: string): Promise<readonly string[]>;
  mountBlob(repository: string, digest: string, from: string): Promise<boolean>;
}

/** An upload, by a text that the sink understands; it changes with each chunk. */
interface UploadSink {
  beginUpload(repository: string): Promise<string>;
  /** How far it has come; null: it is no more. */
  uploadOffset(repository: string, upload: string): Promise<{ readonly upload: string; readonly offset: number } | null>;
  /** @throws ChunksRefused when it takes whole bodies only */
  appendChunk(repository: string, upload: string, chunk: Body & { readonly offset: number }): Promise<string>;
  /** With the whole body, or with nothing behind the chunks. */
  closeUpload(repository: string, upload: string, digest: string, body: Body | null): Promise<void>;
}

export interface Body {
  readonly stream: ReadableStream<Uint8Array>;
  readonly bytes: number;
  readonly signal: AbortSignal;
}

/** What the other side said of a versioned change. */
export interface Outcome {
  /** What it has stays: a greater version, or what `because` says. */
  readonly isKept: boolean;
  readonly because?: string;
  /** A version that the sender did not know of. */
  readonly conflict: TagVersion | null;
}

export interface Found {
  readonly digest: string;
  /** Of a tag at a Roadstead. */
  readonly version: TagVersion | null;
}

interface ManifestSink {
  /** What a tag or a digest names; null: nothing. */
  find(repository: string, reference: string): Promise<Found | null>;
  /** What the deletion of a tag left behind at a Roadstead; null: it was never there, or that is forgotten. */
  findDeletion(repository: string, tag: string): Promise<VersionedChange | null>;
  /** Digests of what belongs to an artifact; null: the registry does not say. */
  listAccessories(repository: string, digest: string): Promise<readonly string[] | null>;
  /** `reference`: a tag or the digest. `change`: for another site. */
  putManifest(repository: string, reference: string, manifest: Manifest, change: VersionedChange | null): Promise<Outcome>;
  deleteTag(repository: string, tag: string, change: VersionedChange | null): Promise<Outcome>;
  /** False: something still needs it. */
  deleteManifest(repository: string, digest: string): Promise<boolean>;
}

export interface Destination extends BlobSink, UploadSink, ManifestSink {
  /** Of a Roadstead; null: of others, and when it is not known. */
  readonly siteId: string | null;
  /** What the repository is in, before the first write. `isPublic`: for a project that is made. */
  prepare(repository: string, isPublic: boolean): Promise<void>;
  /** Tags that may be deleted when the source has them no more: all of them, or here those that came from there. Null: there is no such repository. */
  listMirrored(repository: string): Promise<readonly string[] | null>;
}

/** The registry takes no chunks; the message says so for people. */
export class ChunksRefused extends Error {}

export const applied: Outcome = { isKept: false, conflict: null };

import { findBlob, readObject } from "../../store/blobs.ts";
import type { RepositoryKey } from "../../store/blob-links.ts";
import { findManifest } from "../../store/manifests.ts";
import { findProjectFor, listAccessories, listDetailedTags, listKnownRepositories, listKnownTags } from "../../store/replication-source.ts";
import { findTagVersion } from "../../store/tag-versions.ts";
import type { Context } from "../context.ts";
import { repositoryNameOrNull } from "../names/repository-name.ts";
import { changeOf } from "../tags/receive-tag.ts";
import { RemoteError } from "../registries/remote-error.ts";
import type { Accessory, Manifest, OpenRange, Range, Source, SourceTag, TagState } from "./sides.ts";

const tagsEach = 5000;
const repositoriesEach = 200;

/** This site, as a source. Projects are looked up once for a slice of work. */
export class LocalSource implements Source {
  readonly #ctx: Context;
  readonly #projects = new Map<string, Promise<{ id: number; public: number } | null>>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  async listRepositories(_nameFilter: string, after: string): Promise<{ names: string[]; next: string | null }> {
    const names = await listKnownRepositories(this.#ctx.store, after, repositoriesEach);
    return { names, next: names.length < repositoriesEach ? null : (names.at(-1) ?? null) };
  }

  async listTags(repository: string): Promise<SourceTag[] | null> {
    const key = await this.key(repository);
    if (!key) return null;
    const all: SourceTag[] = [];
    for (;;) {
      const some = await listDetailedTags(this.#ctx.store, key, all.at(-1)?.name ?? "", tagsEach);
      all.push(...some.map(({ name, type, labels }) => ({ name, type, labels: JSON.parse(labels) as string[] })));
      if (some.length < tagsEach) return all;
    }
  }

  async resolve(repository: string, tag: string): Promise<TagState | null> {
    const key = await this.key(repository);
    const row = key && (await findTagVersion(this.#ctx.store, key, tag));
    return row ? { digest: row.digest, change: changeOf(row), via: row.via } : null;
  }

  /** Of these tags, those that are here or were, as long as it is remembered. */
  async knownTags(repository: string, tags: readonly string[]): Promise<string[]> {
    const key = await this.key(repository);
    return key ? listKnownTags(this.#ctx.store, key, tags) : [];
  }

  async manifest(repository: string, digest: string): Promise<Manifest | null> {
    const key = await this.key(repository);
    const row = key && (await findManifest(this.#ctx.store, key, { digest }, "primary"));
    return row ? { digest, mediaType: row.mediaType, bytes: new Uint8Array(new TextEncoder().encode(row.body)) } : null;
  }

  async accessories(repository: string, digest: string): Promise<Accessory[]> {
    const key = await this.key(repository);
    const found = key ? await listAccessories(this.#ctx.store, key, digest) : [];
    return found.map((row) => ({ digest: row.digest, tags: JSON.parse(row.tags) as string[] }));
  }

  async openBlob(repository: string, digest: string, { offset, length }: Range): Promise<OpenRange> {
    const key = await this.key(repository);
    const blob = key && (await findBlob(this.#ctx.store, key, digest, "primary"));
    const object = blob && (await readObject(this.#ctx.store, blob.storageKey, { offset, length }));
    if (!object) throw new RemoteError("absent", `${repository} has no blob ${digest} any more`);
    return { stream: object.body as ReadableStream<Uint8Array>, skip: 0, bytes: length };
  }

  async isPublic(repository: string): Promise<boolean> {
    return (await this.#project(repository))?.public === 1;
  }

  /** Null: there is no such project. */
  async key(repository: string): Promise<RepositoryKey | null> {
    const name = repositoryNameOrNull(repository);
    const project = name && (await this.#project(repository));
    return name && project ? { projectId: project.id, path: name.path } : null;
  }

  #project(repository: string): Promise<{ id: number; public: number } | null> {
    const [name = ""] = repository.split("/");
    const found = this.#projects.get(name) ?? findProjectFor(this.#ctx.store, name);
    this.#projects.set(name, found);
    return found;
  }
}

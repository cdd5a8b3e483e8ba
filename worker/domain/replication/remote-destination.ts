import { algorithmOf, type Digest, digestOrNull } from "../names/digest.ts";
import type { RegistrySession, RemoteRequest } from "../registries/registry-session.ts";
import { RemoteError } from "../registries/remote-error.ts";
import { formatSeen, formatVersion, parseVersion, type VersionedChange } from "../tags/version.ts";
import { deleteHarborTag, ensureHarborProject, findHarborRepositoryWith, speaksHarbor } from "./harbor-api.ts";
import { listReferrers, listTagNames } from "./remote-lists.ts";
import { acceptedManifests, changeOf } from "./remote-source.ts";
import { applied, type Body, ChunksRefused, type Destination, type Found, type Manifest, type Outcome } from "./sides.ts";

/** A registry that assembles or verifies a large blob takes its time. */
const closeTimeoutMs = 600_000;
const tagsLookedAtMax = 1000;

/** A registry elsewhere, as a destination. */
export class RemoteDestination implements Destination {
  readonly siteId: string | null;
  readonly #session: RegistrySession;
  readonly #ownId: string;
  readonly #prepared = new Set<string>();

  constructor(session: RegistrySession, ownId: string, siteId: string | null) {
    this.#session = session;
    this.#ownId = ownId;
    this.siteId = siteId;
  }

  async prepare(repository: string, isPublic: boolean): Promise<void> {
    const [project = ""] = repository.split("/");
    if (!speaksHarbor(this.#session) || this.#prepared.has(project)) return;
    await ensureHarborProject(this.#session, project, isPublic);
    this.#prepared.add(project);
  }

  async listMirrored(repository: string): Promise<string[] | null> {
    return listTagNames(this.#session, repository).catch((error: unknown) => {
      // What is not there is not for this account either.
      if (error instanceof RemoteError && (error.fault === "absent" || error.fault === "unauthorized")) return null;
      throw error;
    });
  }

  async hasBlob(repository: string, digest: string): Promise<boolean> {
    const answer = await this.#send(repository, { method: "HEAD", to: `/v2/${repository}/blobs/${digest}`, expects: [200, 404] });
    return answer.status === 200;
  }

  async mountCandidates(_repository: string, digest: string): Promise<string[]> {
    const found = speaksHarbor(this.#session) ? await findHarborRepositoryWith(this.#session, digest) : null;
    return found === null ? [] : [found];
  }

  async mountBlob(repository: string, digest: string, from: string): Promise<boolean> {
    const to = `/v2/${repository}/blobs/uploads/?mount=${digest}&from=${encodeURIComponent(from)}`;
    const scope = `${pushScope(repository)} repository:${from}:pull`;
    const answer = await this.#session.send({ method: "POST", to, scope, body: "", expects: [201, 202] });
    if (answer.status === 201) return true;
    // An upload that nobody asked for.
    const location = answer.headers.get("Location");
    if (location !== null) await this.#send(repository, { method: "DELETE", to: location, expects: anyStatus }).catch(() => null);
    return false;
  }

  async beginUpload(repository: string): Promise<string> {
    const answer = await this.#send(repository, { method: "POST", to: `/v2/${repository}/blobs/uploads/`, body: "", expects: [202] });
    return this.#locationOf(answer);
  }

  async uploadOffset(repository: string, upload: string): Promise<{ upload: string; offset: number } | null> {
    const answer = await this.#send(repository, { method: "GET", to: upload, expects: [204, 202, 400, 404] });
    await answer.body?.cancel();
    if (answer.status !== 204 && answer.status !== 202) return null;
    const end = Number(/^(?:bytes=)?0-(\d+)$/.exec(answer.headers.get("Range") ?? "")?.[1] ?? "0");
    // `0-0` is said of nothing, too; no chunk is one byte long.
    return { upload: this.#locationOf(answer, upload), offset: end === 0 ? 0 : end + 1 };
  }

  async appendChunk(repository: string, upload: string, { offset, stream, bytes, signal }: Body & { offset: number }): Promise<string> {
    const answer = await this.#send(repository, {
      method: "PATCH",
      to: upload,
      headers: { "Content-Range": `${offset}-${offset + bytes - 1}`, "Content-Type": "application/octet-stream" },
      body: stream,
      signal,
      timeoutMs: null,
      expects: [202, 201, 204, 405, 416, 501],
    });
    await answer.body?.cancel();
    if (answer.status === 405 || answer.status === 501) throw new ChunksRefused("the destination takes no chunks: bodies go whole");
    if (answer.status === 416) throw new RemoteError("busy", "the upload is elsewhere than was thought, or another request has it");
    return this.#locationOf(answer, upload);
  }

  async closeUpload(repository: string, upload: string, digest: string, body: Body | null): Promise<void> {
    const url = new URL(upload, this.#session.base);
    url.searchParams.set("digest", digest);
    const answer = await this.#send(repository, {
      method: "PUT",
      to: `${url.pathname}${url.search}`,
      headers: { "Content-Type": "application/octet-stream" },
      body: body?.stream ?? "",
      ...(body ? { signal: body.signal, timeoutMs: null } : { timeoutMs: closeTimeoutMs }),
      expects: [201, 204, 400, 404],
    });
    const said = answer.status === 400 || answer.status === 404 ? (await answer.text()).slice(0, 500) : "";
    if (answer.status === 404) throw new RemoteError("busy", "the upload is no more at the destination");
    if (answer.status !== 400) return;
    if (/DIGEST_INVALID/.test(said))
      throw new RemoteError("damaged", "the bytes that arrived at the destination are not those of the digest");
    throw new RemoteError("refused", `the destination took the bytes and refused the blob: ${said}`);
  }

  async find(repository: string, reference: string): Promise<Found | null> {
    const answer = await this.#head(repository, reference);
    // Of a project that is not there Harbor says 401.
    if (answer.status !== 200) return null;
    const digest = digestOrNull(answer.headers.get("Docker-Content-Digest") ?? "") ?? digestOrNull(reference);
    if (digest === null) throw new RemoteError("failed", `${repository}, ${reference}: the answer names no digest`);
    return { digest, version: changeOf(answer.headers)?.version ?? null };
  }

  async findDeletion(repository: string, tag: string): Promise<VersionedChange | null> {
    if (this.siteId === null) return null;
    const { status, headers } = await this.#head(repository, tag);
    return status === 404 ? changeOf(headers) : null;
  }

  #head(repository: string, reference: string): Promise<Response> {
    const wantsVersion = this.#session.endpoint.type === "roadstead" ? { "Roadstead-Via": this.#ownId } : {};
    const headers = { Accept: acceptedManifests, ...wantsVersion };
    const to = `/v2/${repository}/manifests/${reference}`;
    return this.#send(repository, { method: "HEAD", to, headers, expects: [200, 404, 401] });
  }

  async listAccessories(repository: string, digest: string): Promise<readonly string[] | null> {
    return listReferrers(this.#session, repository, digest);
  }

  async putManifest(repository: string, reference: string, manifest: Manifest, change: VersionedChange | null): Promise<Outcome> {
    const answer = await this.#send(repository, {
      method: "PUT",
      to: `/v2/${repository}/manifests/${this.#verified(reference, manifest.digest)}`,
      headers: { "Content-Type": manifest.mediaType, ...this.#versionHeaders(change) },
      body: manifest.bytes,
      expects: [201, 200],
    });
    await answer.body?.cancel();
    const arrived = digestOrNull(answer.headers.get("Docker-Content-Digest") ?? "");
    if (arrived !== null && arrived !== manifest.digest && algorithmOf(arrived) === algorithmOf(manifest.digest as Digest))
      throw new RemoteError("damaged", `${repository}:${reference}: another manifest arrived at the destination (${arrived})`);
    return outcomeOf(answer.headers);
  }

  /** A Roadstead takes a tag beside the digest, so that no other bytes get the tag; others are only asked afterwards. */
  #verified(reference: string, digest: string): string {
    const isTag = digestOrNull(reference) === null;
    return isTag && this.#session.endpoint.type === "roadstead" ? `${digest}?tag=${reference}` : reference;
  }

  async deleteTag(repository: string, tag: string, change: VersionedChange | null): Promise<Outcome> {
    if (this.#session.endpoint.type === "harbor") {
      await deleteHarborTag(this.#session, repository, tag);
      return applied;
    }
    const answer = await this.#delete(repository, tag, this.#versionHeaders(change), [202, 200, 404, 400, 405, 501]);
    if (![400, 405, 501].includes(answer.status)) return outcomeOf(answer.headers);
    await this.#deleteOnlyName(repository, tag);
    return applied;
  }

  async deleteManifest(repository: string, digest: string): Promise<boolean> {
    // A Roadstead then leaves alone what a tag names; an artifact has no version.
    const origin = { "Roadstead-Origin": formatVersion({ site: this.#ownId, ms: 0, counter: 0 }), "Roadstead-Via": this.#ownId };
    const headers = this.#session.endpoint.type === "roadstead" ? origin : {};
    const answer = await this.#delete(repository, digest, headers, [202, 200, 404, 405, 409, 412]);
    if (answer.status === 405) throw new RemoteError("refused", "the registry does not delete");
    return [200, 202, 404].includes(answer.status);
  }

  /** For who deletes by digest only (distribution before 3.0): with the tag goes what it names, unless another tag names it. */
  async #deleteOnlyName(repository: string, tag: string): Promise<void> {
    const found = await this.find(repository, tag);
    if (!found) return;
    const { digest } = found;
    const others = ((await this.listMirrored(repository)) ?? []).filter((name) => name !== tag);
    if (others.length > tagsLookedAtMax)
      throw new RemoteError("refused", `${repository} has too many tags to find out who else names ${digest}`);
    for (const other of others) {
      if ((await this.find(repository, other))?.digest !== digest) continue;
      throw new RemoteError("refused", `the registry deletes no single tag, and ${other} names the same artifact as ${tag}`);
    }
    const answer = await this.#delete(repository, digest, {}, [202, 200, 404, 405]);
    if (answer.status === 405) throw new RemoteError("refused", "the registry does not delete");
  }

  async #delete(repository: string, reference: string, headers: Record<string, string>, expects: readonly number[]): Promise<Response> {
    const scope = `repository:${repository}:pull,push,delete`;
    const answer = await this.#session.send({ method: "DELETE", to: `/v2/${repository}/manifests/${reference}`, scope, headers, expects });
    await answer.body?.cancel();
    return answer;
  }

  #send(repository: string, request: Omit<RemoteRequest, "scope">): Promise<Response> {
    return this.#session.send({ ...request, scope: pushScope(repository) });
  }

  /** Only a Roadstead knows versions. */
  #versionHeaders(change: VersionedChange | null): Record<string, string> {
    if (change === null || this.#session.endpoint.type !== "roadstead") return {};
    const { version, seen } = change;
    return { "Roadstead-Origin": formatVersion(version), "Roadstead-Seen": formatSeen(seen), "Roadstead-Via": this.#ownId };
  }

  #locationOf(answer: Response, before?: string): string {
    const location = answer.headers.get("Location") ?? before;
    if (location === undefined) throw new RemoteError("failed", "the destination opened an upload without saying where");
    const url = new URL(location, `${this.#session.base}/`);
    // Credentials go to the registry's own host only.
    if (url.host !== new URL(this.#session.base).host)
      throw new RemoteError("refused", `the destination wants uploads on another host (${url.host})`);
    return `${url.pathname}${url.search}`;
  }
}

const anyStatus = [200, 202, 204, 400, 401, 403, 404, 405, 500, 501];

function pushScope(repository: string): string {
  return `repository:${repository}:pull,push`;
}

function outcomeOf(headers: Headers): Outcome {
  return { isKept: headers.has("Roadstead-Kept"), conflict: parseVersion(headers.get("Roadstead-Conflict") ?? "") };
}

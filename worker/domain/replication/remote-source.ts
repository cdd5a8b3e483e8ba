import { createHash } from "node:crypto";
import { manifestBytesMax } from "../manifests/parse-manifest.ts";
import { isManifestMediaType, manifestMediaTypes } from "../manifests/media-types.ts";
import { algorithmOf, digestFromHex, digestOrNull } from "../names/digest.ts";
import type { RegistrySession } from "../registries/registry-session.ts";
import { RemoteError } from "../registries/remote-error.ts";
import { parseSeen, parseVersion, type VersionedChange } from "../tags/version.ts";
import { listHarborArtifacts, listHarborRepositories, speaksHarbor } from "./harbor-api.ts";
import { listCatalog, listReferrers, listTagNames, pullScope } from "./remote-lists.ts";
import type { Accessory, Manifest, OpenRange, Range, Source, SourceTag, TagState } from "./sides.ts";

export const acceptedManifests = Object.keys(manifestMediaTypes).join(", ");

/** A registry elsewhere, as a source. */
export class RemoteSource implements Source {
  readonly #session: RegistrySession;
  /** This site's id, by which another Roadstead knows that versions are wanted. */
  readonly #ownId: string;
  readonly #referrersWithout = new Set<string>();

  constructor(session: RegistrySession, ownId: string) {
    this.#session = session;
    this.#ownId = ownId;
  }

  get #isHarbor(): boolean {
    return speaksHarbor(this.#session);
  }

  async listRepositories(nameFilter: string, after: string): Promise<{ names: readonly string[]; next: string | null }> {
    // What names one repository needs no list, which many registries do not give.
    if (nameFilter !== "" && !/[*?[\]{}\\]/.test(nameFilter)) return { names: [nameFilter], next: null };
    return this.#isHarbor ? listHarborRepositories(this.#session, nameFilter, after) : listCatalog(this.#session, after);
  }

  async listTags(repository: string, withDetails: boolean): Promise<SourceTag[] | null> {
    if (withDetails && this.#isHarbor) return listHarborArtifacts(this.#session, repository).catch(nullWhenTold);
    const names = await listTagNames(this.#session, repository).catch(nullWhenTold);
    return names && names.map((name) => ({ name, type: null, labels: null }));
  }

  async resolve(repository: string, tag: string): Promise<TagState | null> {
    const answer = await this.#session.send({
      method: "HEAD",
      to: `/v2/${repository}/manifests/${tag}`,
      scope: pullScope(repository),
      headers: { Accept: acceptedManifests, ...(this.#session.endpoint.type === "roadstead" ? { "Roadstead-Via": this.#ownId } : {}) },
      expects: [200, 404],
    });
    if (answer.status === 404) {
      const change = changeOf(answer.headers);
      return change && { digest: null, change, via: null };
    }
    const digest = digestOrNull(answer.headers.get("Docker-Content-Digest") ?? "") ?? (await this.#get(repository, tag)).digest;
    return { digest, change: changeOf(answer.headers), via: null };
  }

  async manifest(repository: string, digest: string): Promise<Manifest | null> {
    try {
      return await this.#get(repository, digest);
    } catch (error) {
      if (error instanceof RemoteError && error.fault === "absent") return null;
      throw error;
    }
  }

  async #get(repository: string, reference: string): Promise<Manifest> {
    const to = `/v2/${repository}/manifests/${reference}`;
    const answer = await this.#session.send({
      method: "GET",
      to,
      scope: pullScope(repository),
      headers: { Accept: acceptedManifests },
      expects: [200],
    });
    const bytes = await this.#session.bytes(answer, manifestBytesMax);
    const mediaType = answer.headers.get("Content-Type")?.split(";")[0]?.trim() ?? "";
    const wanted = digestOrNull(reference);
    if (!isManifestMediaType(mediaType))
      throw new RemoteError("refused", `${repository}${wanted ? "@" : ":"}${reference} has the unknown manifest type ${mediaType}`);
    const algorithm = wanted ? algorithmOf(wanted) : "sha256";
    const digest = digestFromHex(algorithm, createHash(algorithm).update(bytes).digest("hex"));
    if (wanted && digest !== wanted) throw new RemoteError("damaged", `${repository}@${reference}: the manifest that came is another one`);
    return { digest, mediaType, bytes };
  }

  async accessories(repository: string, digest: string, tags: ReadonlySet<string>): Promise<Accessory[]> {
    const named = [...tags].filter((tag) => tag.startsWith(`${digest.replace(":", "-")}.`) && /\.(sig|att|sbom)$/.test(tag));
    const referrers = this.#referrersWithout.has(repository) ? null : await listReferrers(this.#session, repository, digest);
    if (referrers === null) this.#referrersWithout.add(repository);
    return [...named.map((tag) => ({ digest: null, tags: [tag] })), ...(referrers ?? []).map((one) => ({ digest: one, tags: [] }))];
  }

  async openBlob(repository: string, digest: string, { offset, length, ofBytes }: Range): Promise<OpenRange> {
    const answer = await this.#session.send({
      method: "GET",
      to: `/v2/${repository}/blobs/${digest}`,
      scope: pullScope(repository),
      headers: length === ofBytes ? {} : { Range: `bytes=${offset}-${offset + length - 1}` },
      expects: [200, 206],
      isStreamed: true,
    });
    if (!answer.body) throw new RemoteError("damaged", `${repository}: the blob ${digest} came without bytes`);
    // Who does not know ranges sends everything.
    return { stream: answer.body, skip: answer.status === 206 ? 0 : offset, bytes: length };
  }
}

/**
 * What is gone at the source may be deleted elsewhere, so only a registry's own word counts, not that of whatever stands before it. Harbor and
 * Roadstead say 401 for what is not there to whoever may not see it: that is a refusal.
 */
function nullWhenTold(error: unknown): null {
  if (!(error instanceof RemoteError) || error.fault !== "absent") throw error;
  if (error.isTold) return null;
  throw new RemoteError("failed", `${error.message} without a registry's error code, so it is not taken for gone`, { cause: error });
}

export function changeOf(headers: Headers): VersionedChange | null {
  const version = parseVersion(headers.get("Roadstead-Origin") ?? "");
  const seen = parseSeen(headers.get("Roadstead-Seen") ?? "");
  return version && seen ? { version, seen } : null;
}

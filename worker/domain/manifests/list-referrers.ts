import { findManifestBody } from "../../store/manifests.ts";
import { listReferrers as list, type ReferrerRow } from "../../store/referrers.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import type { Digest } from "../names/digest.ts";
import type { RepositoryName } from "../names/repository-name.ts";

/** A descriptor of a referrer (distribution-spec v1.1 §"Listing Referrers"). */
export interface Referrer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const countEach = 100;
/** Clients read an index of at most 4 MiB. */
const charsEach = 3_000_000;

/**
 * What refers to a digest, which itself need not be here. `next` is where the next page begins.
 */
export async function listReferrers(
  ctx: RegistryContext,
  name: RepositoryName,
  wanted: { subject: Digest; artifactType: string | null; after: number },
): Promise<{ referrers: Referrer[]; next: number | null }> {
  const { projectId } = authorizeRepository(ctx, name, "pull");
  const found = await list(ctx.store, { projectId, path: name.path }, { ...wanted, countMax: countEach + 1 });
  const referrers: Referrer[] = [];
  let chars = 0;
  let last = 0;
  for (const row of found.slice(0, countEach)) {
    const referrer = await descriptorOf(ctx, row);
    chars += JSON.stringify(referrer).length;
    if (referrers.length > 0 && chars > charsEach) break;
    referrers.push(referrer);
    last = row.id;
  }
  return { referrers, next: referrers.length < found.length ? last : null };
}

async function descriptorOf(ctx: RegistryContext, row: ReferrerRow): Promise<Referrer> {
  const annotations = row.annotations === null ? await annotationsOfBody(ctx, row.id) : JSON.parse(row.annotations);
  return {
    mediaType: row.mediaType,
    digest: row.digest,
    size: row.bodyBytes,
    ...(row.artifactType === null ? {} : { artifactType: row.artifactType }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

async function annotationsOfBody(ctx: RegistryContext, artifactId: number): Promise<Record<string, string>> {
  return JSON.parse(await findManifestBody(ctx.store, artifactId)).annotations ?? {};
}

import { repositoryId, type RepositoryKey } from "./blob-links.ts";
import { rows, type Store } from "./db.ts";
import { sql } from "./sql.ts";

export interface ReferrerRow {
  readonly id: number;
  readonly digest: string;
  readonly mediaType: string;
  readonly artifactType: string | null;
  readonly bodyBytes: number;
  /** JSON; null when it must be read from the body. */
  readonly annotations: string | null;
}

/** Artifacts whose subject is the digest, with ids above `after`, oldest first (index `artifacts_by_subject`). */
export async function listReferrers(
  store: Store,
  repository: RepositoryKey,
  wanted: { subject: string; artifactType: string | null; after: number; countMax: number },
): Promise<ReferrerRow[]> {
  return rows(
    store,
    sql`select id, digest, media_type as mediaType, artifact_type as artifactType, body_bytes as bodyBytes, annotations
      from artifacts where repository_id = ${repositoryId(repository)} and subject_digest = ${wanted.subject}
        and (${wanted.artifactType} is null or artifact_type = ${wanted.artifactType}) and id > ${wanted.after}
      order by id limit ${wanted.countMax}`,
  );
}

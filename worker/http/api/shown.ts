/** Rows as the API shows them, for what several operations show. */
import type { z } from "@hono/zod-openapi";
import { additionsOf } from "../../domain/artifacts/additions.ts";
import { iconDigest } from "../../domain/artifacts/icons.ts";
import type { AccessoryRow, ArtifactRow } from "../../store/artifacts.ts";
import type { TagRow } from "../../store/artifact-tags.ts";
import type { LabelRow } from "../../store/labels.ts";
import type { Accessory, Artifact, Label, Tag } from "./schemas/artifacts.ts";
import { time } from "./schemas/common.ts";

/** Harbor's zero time, for what never happened. */
const never = "0001-01-01T00:00:00.000Z";

/** Whether a tag of the repository with this path below the project is immutable. */
type Immutability = (path: string, tag: string) => boolean;

export function labelShown(row: LabelRow): z.input<typeof Label> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    color: row.color,
    scope: row.projectId === null ? "g" : "p",
    project_id: row.projectId ?? 0,
    creation_time: time(row.createdAt),
    update_time: time(row.updatedAt),
  };
}

export function tagShown(row: TagRow, artifact: ArtifactRow, isImmutable: Immutability = () => false): z.input<typeof Tag> {
  return {
    id: row.id,
    repository_id: artifact.repositoryId,
    artifact_id: artifact.id,
    name: row.name,
    push_time: time(row.pushedAt),
    pull_time: row.pulledAt === null ? never : time(row.pulledAt),
    immutable: isImmutable(artifact.repository.slice(artifact.repository.indexOf("/") + 1), row.name),
  };
}

export function accessoryShown(row: AccessoryRow, subject: Pick<ArtifactRow, "id" | "digest" | "repository">): z.input<typeof Accessory> {
  return {
    id: row.id,
    artifact_id: row.id,
    subject_artifact_id: subject.id,
    subject_artifact_digest: subject.digest,
    subject_artifact_repo: subject.repository,
    size: row.size,
    digest: row.digest,
    type: row.type,
    icon: iconDigest("UNKNOWN"),
    creation_time: time(row.createdAt),
  };
}

/** The artifact's own path, with the slashes of its repository escaped twice. */
function pathOf(row: ArtifactRow): string {
  const slash = row.repository.indexOf("/");
  const path = encodeURIComponent(encodeURIComponent(row.repository.slice(slash + 1)));
  return `/api/v2.0/projects/${row.repository.slice(0, slash)}/repositories/${path}/artifacts/${row.digest}`;
}

interface StoredReference {
  readonly childId: number;
  readonly digest: string;
  readonly platform: Record<string, string> | null;
  readonly annotations: Record<string, string> | null;
}

export function artifactShown(row: ArtifactRow, isImmutable?: Immutability): z.input<typeof Artifact> {
  const references = JSON.parse(row.references) as StoredReference[];
  return {
    id: row.id,
    type: row.type,
    media_type: row.artifactType ?? row.mediaType,
    manifest_media_type: row.mediaType,
    artifact_type: row.artifactType ?? row.mediaType,
    project_id: row.projectId,
    repository_id: row.repositoryId,
    repository_name: row.repository,
    digest: row.digest,
    size: row.size,
    icon: iconDigest(row.type),
    push_time: time(row.pushedAt),
    pull_time: row.pulledAt === null ? never : time(row.pulledAt),
    extra_attrs: JSON.parse(row.extraAttrs ?? "{}") as Record<string, unknown>,
    ...(row.annotations === null || row.annotations === "{}" ? {} : { annotations: JSON.parse(row.annotations) as Record<string, string> }),
    ...(references.length === 0
      ? {}
      : {
          references: references.map(({ childId, digest, platform, annotations }) => ({
            parent_id: row.id,
            child_id: childId,
            child_digest: digest,
            ...(platform ? { platform } : {}),
            ...(annotations ? { annotations } : {}),
          })),
        }),
    tags: row.tags === null ? null : (JSON.parse(row.tags) as TagRow[]).map((tag) => tagShown(tag, row, isImmutable)),
    addition_links: Object.fromEntries(
      additionsOf(row).map((addition) => [addition, { absolute: false, href: `${pathOf(row)}/additions/${addition}` }]),
    ),
    labels: row.labels === null ? null : (JSON.parse(row.labels) as LabelRow[]).map(labelShown),
    accessories: row.accessories === null ? null : (JSON.parse(row.accessories) as AccessoryRow[]).map((one) => accessoryShown(one, row)),
  };
}

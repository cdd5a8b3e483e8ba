import { z } from "@hono/zod-openapi";

const id = z.number().int().openapi({ format: "int64" });
const dateTime = z.string().openapi({ format: "date-time" });

export const Repository = z
  .object({
    id,
    project_id: id,
    name: z.string(),
    description: z.string(),
    artifact_count: id,
    tag_count: id.optional().openapi({ description: "tags of all its artifacts" }),
    pull_count: id,
    creation_time: dateTime,
    update_time: dateTime,
  })
  .openapi("Repository");

export const Tag = z
  .object({
    id,
    repository_id: id,
    artifact_id: id,
    name: z.string(),
    push_time: dateTime,
    pull_time: dateTime,
    immutable: z.boolean(),
  })
  .openapi("Tag");

export const NewTag = z.object({ name: z.string() }).openapi("NewTag");

export const Label = z
  .object({
    id,
    name: z.string(),
    description: z.string(),
    color: z.string(),
    scope: z.string(),
    project_id: id,
    creation_time: dateTime,
    update_time: dateTime,
  })
  .openapi("Label");

export const Accessory = z
  .object({
    id,
    artifact_id: id,
    subject_artifact_id: id,
    subject_artifact_digest: z.string(),
    subject_artifact_repo: z.string(),
    size: id,
    digest: z.string(),
    type: z.string(),
    icon: z.string(),
    creation_time: dateTime,
  })
  .openapi("Accessory");

const Annotations = z.record(z.string(), z.string()).openapi("Annotations");

const Platform = z
  .object({
    architecture: z.string().optional(),
    os: z.string().optional(),
    "os.version": z.string().optional(),
    "os.features": z.array(z.string()).optional(),
    variant: z.string().optional(),
  })
  .openapi("Platform");

const Reference = z
  .object({
    parent_id: id,
    child_id: id,
    child_digest: z.string(),
    platform: Platform.optional(),
    annotations: Annotations.optional(),
    urls: z.array(z.string()).optional(),
  })
  .openapi("Reference");

export const Artifact = z
  .object({
    id,
    type: z.string(),
    media_type: z.string(),
    manifest_media_type: z.string(),
    artifact_type: z.string(),
    project_id: id,
    repository_id: id,
    repository_name: z.string(),
    digest: z.string(),
    size: id,
    icon: z.string(),
    push_time: dateTime,
    pull_time: dateTime,
    extra_attrs: z.record(z.string(), z.unknown()).openapi("ExtraAttrs"),
    annotations: Annotations.optional(),
    references: z.array(Reference).optional(),
    tags: z.array(Tag).nullish(),
    addition_links: z
      .record(z.string(), z.object({ absolute: z.boolean(), href: z.string() }).openapi("AdditionLink"))
      .openapi("AdditionLinks"),
    labels: z.array(Label).nullish(),
    accessories: z.array(Accessory).nullish(),
  })
  .openapi("Artifact");

export const TagOfRepository = Tag.extend({
  artifact: Artifact.openapi({ description: "what the tag names, without the lists of its tags and labels" }),
}).openapi("TagOfRepository");

export const TagDeletion = z
  .object({ pattern: z.string().openapi({ description: "as in the selectors of rules" }), dry_run: z.boolean().optional() })
  .openapi("TagDeletion");

export const TagsDeleted = z
  .object({
    tags: z.array(z.string()),
    immutable: z.array(z.string()).openapi({ description: "that fit, but a rule of the project keeps them" }),
    remaining: z.number().int().openapi({ description: "that fit and are left for the next request" }),
  })
  .openapi("TagsDeleted");

export const DeletedArtifact = z
  .object({
    id: z.number().int(),
    repository_name: z.string(),
    digest: z.string(),
    manifest_media_type: z.string(),
    media_type: z.string(),
    size: z.number().int(),
    tags: z.array(z.string()),
    deleted_by: z.string().openapi({ description: "as the audit log names them; empty for what was deleted before this was kept" }),
    deleted_time: z.string().openapi({ format: "date-time" }),
    kept_until: z.string().openapi({ format: "date-time" }),
  })
  .openapi("DeletedArtifact");

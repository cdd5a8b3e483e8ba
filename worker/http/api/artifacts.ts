import { z } from "@hono/zod-openapi";
import { deleteArtifact, getArtifact, listAccessories, listArtifacts, listProjectArtifacts } from "../../domain/artifacts/artifacts.ts";
import { copyArtifact } from "../../domain/artifacts/copy-artifact.ts";
import type { Context } from "../../domain/context.ts";
import { immutability } from "../../domain/immutability/protect-tags.ts";
import { addArtifactLabel, removeArtifactLabel } from "../../domain/labels/labels.ts";
import { createTag, deleteArtifactTag, listArtifactTags } from "../../domain/tags/change-tags.ts";
import type { ArtifactParts, ArtifactRow } from "../../store/artifacts.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf, pageQuery } from "./paging.ts";
import { projectHeaders, projectOf, projectParams, repositoryOf, repositoryParams } from "./project-path.ts";
import { parseQ } from "./q.ts";
import { Accessory, Artifact, Label, NewTag, Tag } from "./schemas/artifacts.ts";
import { idParam } from "./schemas/common.ts";
import { accessoryShown, artifactShown, tagShown } from "./shown.ts";

export const artifacts = apiRouter();

const tag = "artifact";
const list = "/projects/{project_name}/repositories/{repository_name}/artifacts" as const;
const one = `${list}/{reference}` as const;
const params = { ...repositoryParams, reference: z.string().min(1) };
const flag = z.stringbool().openapi({ type: "boolean" });
const withParts = {
  with_tag: flag.default(true),
  with_label: flag.default(false),
  with_scan_overview: flag.default(false),
  with_sbom_overview: flag.default(false),
  with_immutable_status: flag.default(false),
  with_accessory: flag.default(false),
  with_inherited_accessory: flag.default(false),
};
const headers = ["X-Accept-Vulnerabilities"];

operation(
  artifacts,
  {
    operation: `GET ${list}`,
    id: "listArtifacts",
    tag,
    params: repositoryParams,
    headers,
    query: { ...listQuery, ...withParts },
    answer: { page: Artifact, means: "artifacts that are tagged or belong to no other" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const query = { terms: parseQ(input.query.q), parts: partsOf(input.query) };
    const found = await listArtifacts(input.ctx, repositoryOf(input), query, pageOf(input.query));
    return { items: await shown(input, found.items), total: found.total };
  },
);

operation(
  artifacts,
  {
    operation: `POST ${list}`,
    id: "CopyArtifact",
    tag,
    params: repositoryParams,
    query: { from: z.string().min(1) },
    answer: { created: true },
    fails: [400, 401, 403, 404, 405, 412, 422],
  },
  async (input) => {
    const digest = await copyArtifact(input.ctx, repositoryOf(input), input.query.from);
    return `${new URL(input.request.url).pathname.replace(/\/$/, "")}/${digest}`;
  },
);

operation(
  artifacts,
  {
    operation: "GET /projects/{project_name_or_id}/artifacts",
    id: "listArtifactsOfProject",
    tag: "project",
    params: projectParams,
    headers: [...projectHeaders, ...headers],
    query: { ...listQuery, ...withParts, latest_in_repository: flag.default(false) },
    answer: { page: Artifact, means: "artifacts of all repositories of the project" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const query = { terms: parseQ(input.query.q), parts: partsOf(input.query), latestInRepository: input.query.latest_in_repository };
    const found = await listProjectArtifacts(input.ctx, projectOf(input), query, pageOf(input.query));
    return { items: await shown(input, found.items), total: found.total };
  },
);

operation(
  artifacts,
  {
    operation: `GET ${one}`,
    id: "getArtifact",
    tag,
    params,
    headers,
    query: { ...pageQuery, ...withParts, with_signature: flag.default(false) },
    answer: { json: Artifact, means: "the artifact" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const artifact = await getArtifact(input.ctx, repositoryOf(input), input.params.reference, partsOf(input.query));
    return artifactShown(artifact, await statusOf(input, artifact));
  },
);

operation(
  artifacts,
  { operation: `DELETE ${one}`, id: "deleteArtifact", tag, params, answer: { done: true }, fails: [401, 403, 404, 412] },
  async (input) => deleteArtifact(input.ctx, repositoryOf(input), input.params.reference),
);

operation(
  artifacts,
  {
    operation: `GET ${one}/tags`,
    id: "listTags",
    tag,
    params,
    query: { ...listQuery, with_immutable_status: flag.default(false) },
    answer: { page: Tag, means: "all tags of the artifact" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const of = { name: repositoryOf(input), reference: input.params.reference };
    const { artifact, found } = await listArtifactTags(input.ctx, of, parseQ(input.query.q), pageOf(input.query));
    const isImmutable = await statusOf(input, artifact);
    return { items: found.items.map((row) => tagShown(row, artifact, isImmutable)), total: found.total };
  },
);

operation(
  artifacts,
  {
    operation: `POST ${one}/tags`,
    id: "createTag",
    tag,
    params,
    body: NewTag,
    answer: { created: true },
    fails: [400, 401, 403, 404, 405, 409, 415, 422],
  },
  async (input) => {
    const of = { name: repositoryOf(input), reference: input.params.reference };
    await createTag(input.ctx, of, input.body.name);
    return `${new URL(input.request.url).pathname.replace(/\/$/, "")}/${input.body.name}`;
  },
);

operation(
  artifacts,
  {
    operation: `DELETE ${one}/tags/{tag_name}`,
    id: "deleteTag",
    tag,
    params: { ...params, tag_name: z.string().min(1) },
    answer: { done: true },
    fails: [401, 403, 404, 412],
  },
  async (input) => deleteArtifactTag(input.ctx, { name: repositoryOf(input), reference: input.params.reference }, input.params.tag_name),
);

operation(
  artifacts,
  {
    operation: `GET ${one}/accessories`,
    id: "listAccessories",
    tag,
    params,
    query: listQuery,
    answer: { page: Accessory, means: "signatures, SBOMs and whatever else belongs to the artifact" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const of = { name: repositoryOf(input), reference: input.params.reference };
    const { subject, found } = await listAccessories(input.ctx, of, parseQ(input.query.q), pageOf(input.query));
    return { items: found.items.map((row) => accessoryShown(row, subject)), total: found.total };
  },
);

operation(
  artifacts,
  {
    operation: `POST ${one}/labels`,
    id: "addLabel",
    tag,
    params,
    body: Label.partial().required({ id: true }),
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async (input) => addArtifactLabel(input.ctx, { name: repositoryOf(input), reference: input.params.reference }, input.body.id),
);

operation(
  artifacts,
  {
    operation: `DELETE ${one}/labels/{label_id}`,
    id: "removeLabel",
    tag,
    params: { ...params, label_id: idParam },
    answer: { done: true },
    fails: [401, 403, 404, 409, 422],
  },
  async (input) => removeArtifactLabel(input.ctx, { name: repositoryOf(input), reference: input.params.reference }, input.params.label_id),
);

interface Asked {
  readonly ctx: Context;
  readonly query: { readonly with_immutable_status: boolean };
}

async function shown(asked: Asked, rows: readonly ArtifactRow[]) {
  const isImmutable = await statusOf(asked, rows[0]);
  return rows.map((row) => artifactShown(row, isImmutable));
}

/** All rows of a list are of one project. */
function statusOf({ ctx, query }: Asked, row: ArtifactRow | undefined) {
  return query.with_immutable_status && row ? immutability(ctx, row.projectId) : undefined;
}

function partsOf(query: { with_tag: boolean; with_label: boolean; with_accessory: boolean }): ArtifactParts {
  return { tags: query.with_tag, labels: query.with_label, accessories: query.with_accessory };
}

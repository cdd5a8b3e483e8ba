import { z } from "@hono/zod-openapi";
import { addMetadata, getMetadata, listMetadata, removeMetadata, updateMetadata } from "../../domain/projects/project-metadata.ts";
import { apiRouter, operation } from "./operation.ts";
import { projectHeaders as headers, projectOf, projectParams } from "./project-path.ts";
import { MetadataValues } from "./schemas/projects.ts";

export const projectMetadata = apiRouter();

const tag = "projectMetadata";
const params = { ...projectParams, meta_name: z.string() };

operation(
  projectMetadata,
  {
    operation: "GET /projects/{project_name_or_id}/metadatas/",
    id: "listProjectMetadatas",
    tag,
    params: projectParams,
    headers,
    answer: { json: MetadataValues, means: "all settings that have a value" },
    fails: [400, 401, 403, 404],
  },
  async (input) => listMetadata(input.ctx, projectOf(input)),
);

operation(
  projectMetadata,
  {
    operation: "POST /projects/{project_name_or_id}/metadatas/",
    id: "addProjectMetadatas",
    tag,
    params: projectParams,
    headers,
    body: MetadataValues,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async (input) => addMetadata(input.ctx, projectOf(input), input.body),
);

operation(
  projectMetadata,
  {
    operation: "GET /projects/{project_name_or_id}/metadatas/{meta_name}",
    id: "getProjectMetadata",
    tag,
    params,
    headers,
    answer: { json: MetadataValues, means: "the setting" },
    fails: [400, 401, 403, 404],
  },
  async (input) => getMetadata(input.ctx, projectOf(input), input.params.meta_name),
);

operation(
  projectMetadata,
  {
    operation: "PUT /projects/{project_name_or_id}/metadatas/{meta_name}",
    id: "updateProjectMetadata",
    tag,
    params,
    headers,
    body: MetadataValues,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async (input) => updateMetadata(input.ctx, projectOf(input), input.params.meta_name, input.body),
);

operation(
  projectMetadata,
  {
    operation: "DELETE /projects/{project_name_or_id}/metadatas/{meta_name}",
    id: "deleteProjectMetadata",
    tag,
    params,
    headers,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409],
  },
  async (input) => removeMetadata(input.ctx, projectOf(input), input.params.meta_name),
);

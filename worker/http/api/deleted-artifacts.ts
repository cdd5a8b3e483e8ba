import { listDeletedArtifacts, restoreArtifact } from "../../domain/artifacts/restore-artifact.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { projectHeaders as headers, projectOf, projectParams } from "./project-path.ts";
import { parseQ } from "./q.ts";
import { DeletedArtifact } from "./schemas/artifacts.ts";
import { idParam, time } from "./schemas/common.ts";

export const deletedArtifacts = apiRouter();

const tag = "artifact";
const path = "/projects/{project_name_or_id}/deleted-artifacts";

operation(
  deletedArtifacts,
  {
    operation: `GET ${path}`,
    id: "listDeletedArtifacts",
    tag,
    description: "What was deleted in the project and can still be brought back; `q=repository=~app` filters.",
    params: projectParams,
    headers,
    query: listQuery,
    answer: { page: DeletedArtifact, means: "the last deleted first" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const { project, found } = await listDeletedArtifacts(input.ctx, projectOf(input), parseQ(input.query.q), pageOf(input.query));
    const keepMs = input.ctx.settings.times.trash_retention.ms;
    return {
      items: found.items.map((row) => ({
        id: row.id,
        repository_name: `${project.name}/${row.repository}`,
        digest: row.digest,
        manifest_media_type: row.mediaType,
        media_type: row.artifactType ?? row.mediaType,
        size: row.size,
        tags: JSON.parse(row.tags) as string[],
        deleted_by: row.deletedBy,
        deleted_time: time(row.deletedAt),
        kept_until: time(row.deletedAt + keepMs),
      })),
      total: found.total,
    };
  },
);

operation(
  deletedArtifacts,
  {
    operation: `POST ${path}/{deleted_artifact_id}`,
    id: "restoreDeletedArtifact",
    tag,
    description: "Brings it back with its tags that nothing has taken since, with children and accessories that were deleted too.",
    params: { ...projectParams, deleted_artifact_id: idParam },
    headers,
    answer: { created: true },
    fails: [401, 403, 404, 412, 422],
  },
  async (input) => {
    const { project, repository, digest } = await restoreArtifact(input.ctx, projectOf(input), input.params.deleted_artifact_id);
    const escaped = encodeURIComponent(encodeURIComponent(repository));
    return `/api/v2.0/projects/${project}/repositories/${escaped}/artifacts/${digest}`;
  },
);

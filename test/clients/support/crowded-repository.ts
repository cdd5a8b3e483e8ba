import { behindItsBack } from "./database.ts";
import { makeProject, type Site } from "./replication.ts";

export const crowded = { project: "crowded", repository: "team/app", tags: 20_000 } as const;

const numbers = (count: number) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
const repositoryId = `(select id from repositories where name = '${crowded.repository}')`;

/** A repository of 2,000 artifacts with ten tags each, written past the API. */
export async function fillCrowdedRepository(site: Site): Promise<void> {
  await makeProject(site, crowded.project);
  await behindItsBack(site, (database) => {
    const project = `(select id from projects where name = '${crowded.project}')`;
    database.exec(`insert into repositories (project_id, name, created_at, updated_at) values (${project}, '${crowded.repository}', 1, 1)`);
    database.exec(`${numbers(crowded.tags / 10)} insert into artifacts
        (repository_id, digest, media_type, type, extra_attrs, body_bytes, size, lease_until, pushed_at)
      select ${repositoryId}, 'sha256:' || printf('%064x', i * 7919), 'application/vnd.oci.image.manifest.v1+json', 'IMAGE',
        '{"architecture":"amd64","os":"linux"}', 500, 1000000 + i * 4096, 0, 1760000000000 + i * 60000 from n`);
    database.exec(`${numbers(10)} insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at)
      select a.repository_id, 'build-' || a.id || '-' || i, a.id, 1, 0, 'seed', a.pushed_at from artifacts a, n
      where a.repository_id = ${repositoryId}`);
  });
}

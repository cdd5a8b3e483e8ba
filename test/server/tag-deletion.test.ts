/** Deleting a tag costs the same in a repository with ten and with a hundred thousand. */
import { expect, it } from "vitest";
import { basicClient } from "./support/client.ts";
import { password, startInstrumented } from "./support/instrumented.ts";

interface Counts {
  readonly d1: number;
  readonly read: number;
  readonly written: number;
}

interface Database {
  prepare(text: string): { run(): Promise<unknown> };
}

/** Repository `tags` with so many tags, each of an artifact of its own. */
async function seed(database: Database, count: number): Promise<void> {
  const repository = "(select id from repositories where name = 'tags')";
  for (const statement of [
    "insert into repositories (project_id, name, created_at, updated_at) values (1, 'tags', 1, 1)",
    `insert into artifacts (repository_id, digest, media_type, body_bytes, size, lease_until, pushed_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
      select ${repository}, 'sha256:' || printf('%064x', i), 'application/vnd.oci.image.manifest.v1+json', 1, 1, 1, i from n`,
    `insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at)
      select repository_id, 't' || row_number() over (order by id), id, 1, 0, 'x', 1 from artifacts where repository_id = ${repository}`,
  ])
    await database.prepare(statement).run();
}

async function costs(count: number): Promise<Counts[]> {
  const site = await startInstrumented();
  try {
    await seed(await site.server.miniflare.getD1Database("DB", "roadstead"), count);
    const client = basicClient(site.url, password);
    const deletions = [
      "/v2/library/tags/manifests/t3",
      "/api/v2.0/projects/library/repositories/tags/artifacts/t4/tags/t4",
      `/v2/library/tags/manifests/sha256:${"5".padStart(64, "0")}`,
      "/api/v2.0/projects/library/repositories/tags/artifacts/t6",
    ];
    // Whoever asks first is looked up, and so are the project's rules.
    await client.call("DELETE", "/v2/library/tags/manifests/t2");
    const all: Counts[] = [];
    for (const path of deletions) {
      const answer = await client.call("DELETE", path);
      expect(answer.status, path).toBeLessThan(300);
      const id = answer.requestId;
      const seen = (await (await fetch(`${site.url}/v2/test-counts?id=${id}`)).json()) as {
        counts: { d1: number };
        rowsRead: number;
        rowsWritten: number;
      };
      all.push({ d1: seen.counts.d1, read: seen.rowsRead, written: seen.rowsWritten });
    }
    return all;
  } finally {
    await site.stop();
  }
}

it("by tag and by digest, under /v2 and by the API", { timeout: 120_000 }, async () => {
  const [few, many] = [await costs(10), await costs(100_000)];
  console.log(JSON.stringify(many));
  expect(many).toEqual(few);
  for (const { read, written } of many) {
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(200);
    expect(written).toBeLessThan(60);
  }
});

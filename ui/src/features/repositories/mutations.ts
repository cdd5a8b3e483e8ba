import { request } from "../../api/client.ts";
import { ApiError } from "../../api/errors.ts";
import { pathOf, repositoryUrl } from "./queries.ts";

const atOnce = 4;

export async function deleteRepositories(project: string, fullNames: readonly string[]): Promise<void> {
  await forEach(fullNames, (name) => request("DELETE", repositoryUrl(project, pathOf(name))));
}

export async function describeRepository(project: string, path: string, description: string): Promise<void> {
  await request("PUT", repositoryUrl(project, path), { body: { description } });
}

export async function deleteArtifacts(project: string, path: string, digests: readonly string[]): Promise<void> {
  await forEach(digests, (digest) => request("DELETE", `${repositoryUrl(project, path)}/artifacts/${digest}`));
}

interface Target {
  readonly project: string;
  readonly path: string;
}

/** @param from full name of the repository that has them */
export async function copyArtifacts(from: string, digests: readonly string[], { project, path }: Target): Promise<void> {
  await forEach(digests, (digest) =>
    request("POST", `${repositoryUrl(project, path)}/artifacts`, { query: { from: `${from}@${digest}` } }),
  );
}

export async function addLabels(project: string, path: string, digests: readonly string[], labelIds: readonly number[]): Promise<void> {
  const pairs = digests.flatMap((digest) => labelIds.map((id) => ({ digest, id })));
  await forEach(pairs, async ({ digest, id }) => {
    await request("POST", `${repositoryUrl(project, path)}/artifacts/${digest}/labels`, { body: { id } }).catch((error: unknown) => {
      // It has the label: what was wanted.
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
    });
  });
}

/** A few at a time. One that fails keeps none of the others back; the first failure is thrown in the end. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item).catch((failure: unknown) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
}

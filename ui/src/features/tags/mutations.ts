import { request } from "../../api/client.ts";
import type { TagsDeleted } from "../../api/types.ts";
import { repositoryUrl } from "../repositories/queries.ts";

/** One request deletes a bounded number of tags; this goes on until none is left. @returns how many went */
export async function deleteTags(project: string, path: string, pattern: string): Promise<number> {
  let count = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each continues where the one before it ended
    const { data } = await request<TagsDeleted>("POST", `${repositoryUrl(project, path)}/tag-deletion`, { body: { pattern } });
    count += data.tags.length;
    if (data.remaining === 0 || data.tags.length === 0) return count;
  }
}

export async function addTag(project: string, path: string, digest: string, name: string): Promise<void> {
  await request("POST", `${repositoryUrl(project, path)}/artifacts/${digest}/tags`, { body: { name } });
}

/** The pattern that these tags fit and no other. Of what a tag may hold two dots alone mean something, between braces. */
export function patternOf(names: readonly string[]): string {
  const literal = names.map((name) => name.replaceAll("..", "[.][.]"));
  return literal.length === 1 ? (literal[0] ?? "") : `{${literal.join(",")}}`;
}

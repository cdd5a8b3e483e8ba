import type { DeletedArtifact } from "../../api/types.ts";

/** As people name it: by its first tag, else by the beginning of its digest. */
export function nameOf({ repository_name: repository, tags: [tag], digest }: DeletedArtifact): string {
  return tag === undefined ? `${repository}@${digest.slice(0, 19)}` : `${repository}:${tag}`;
}

import { listTagsOfRepositories } from "../../store/immutable-rules.ts";
import type { ProjectReference } from "../../store/projects.ts";
import { listHeldRepositories } from "../../store/retention.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import type { Context } from "../context.ts";
import { type Selectors, selectsRepository, selectsTags } from "../selectors/selectors.ts";

export interface HeldTags {
  /** Tags that the selectors fit, of those looked at, and how many repositories they are in. */
  readonly tags: number;
  readonly repositories: number;
  /** The first of them, as `<repository below the project>:<tag>`. */
  readonly examples: readonly string[];
  /** False: there are more than were looked at. */
  readonly isComplete: boolean;
}

const tagsMax = 50_000;
const repositoriesMax = 1000;
const examplesMax = 20;

/** Which tags a rule holds, or would if it were made. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function previewImmutableRule(ctx: Context, reference: ProjectReference, selectors: Selectors): Promise<HeldTags> {
  const { id } = await authorizeProject(ctx, reference, "immutable-tag", "list");
  await authorizeProject(ctx, reference, "tag", "list");
  const all = await listHeldRepositories(ctx.store, id, 0, repositoriesMax);
  const inScope = all.filter(({ path }) => selectsRepository(selectors, path));
  const paths = new Map(inScope.map((one) => [one.id, one.path]));
  const found = await listTagsOfRepositories(ctx.store, [...paths.keys()], tagsMax);
  const held = found.filter(({ name }) => selectsTags(selectors, [name]));
  return {
    tags: held.length,
    repositories: new Set(held.map(({ repositoryId }) => repositoryId)).size,
    examples: held.slice(0, examplesMax).map(({ repositoryId, name }) => `${paths.get(repositoryId)}:${name}`),
    isComplete: all.length < repositoriesMax && found.length < tagsMax,
  };
}

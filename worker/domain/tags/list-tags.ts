import { listTagNames } from "../../store/tags.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import { DomainError } from "../errors.ts";
import type { RepositoryName } from "../names/repository-name.ts";

/** Tags behind `last`, sorted bytewise, and whether there are more. @throws DomainError NAME_UNKNOWN */
export async function listTags(
  ctx: RegistryContext,
  name: RepositoryName,
  page: { last: string; count: number },
): Promise<{ tags: string[]; more: boolean }> {
  const { projectId } = authorizeRepository(ctx, name, "pull");
  const names = await listTagNames(ctx.store, { projectId, path: name.path }, page.last, page.count + 1);
  if (!names) throw new DomainError("NAME_UNKNOWN", { detail: { name: name.full } });
  return { tags: names.slice(0, page.count), more: page.count > 0 && names.length > page.count };
}

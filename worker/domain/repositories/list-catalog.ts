import { listRepositoryNames } from "../../store/repositories.ts";
import type { RegistryContext } from "../access/repository-access.ts";
import { DomainError } from "../errors.ts";

/** All repositories that hold an artifact, for system administrators. @throws DomainError UNAUTHORIZED */
export async function listCatalog(
  ctx: RegistryContext,
  page: { last: string; count: number },
): Promise<{ repositories: string[]; more: boolean }> {
  if (!ctx.mayListCatalog) throw new DomainError("UNAUTHORIZED");
  const names = await listRepositoryNames(ctx.store, page.last, page.count + 1);
  return { repositories: names.slice(0, page.count), more: page.count > 0 && names.length > page.count };
}

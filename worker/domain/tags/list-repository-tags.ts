import type { QueryTerm } from "../../store/filters.ts";
import type { Listing, Page } from "../../store/listing.ts";
import { listRepositoryTags as list, type RepositoryTagRow } from "../../store/repository-tags.ts";
import { withAttributes } from "../artifacts/attributes.ts";
import type { Context } from "../context.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { getRepository } from "../repositories/repositories.ts";

/** Of all artifacts of a repository, each with what it names. @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function listRepositoryTags(
  ctx: Context,
  name: RepositoryName,
  terms: readonly QueryTerm[],
  page: Page,
): Promise<Listing<RepositoryTagRow>> {
  const { repository } = await getRepository(ctx, name, "tag", "list");
  const found = await list(ctx.store, repository.id, terms, page);
  return { ...found, items: await withAttributes(ctx, found.items) };
}

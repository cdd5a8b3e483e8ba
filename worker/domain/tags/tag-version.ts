import { findTagVersion } from "../../store/tag-versions.ts";
import { authorizeRepository, type RegistryContext } from "../access/repository-access.ts";
import type { RepositoryName } from "../names/repository-name.ts";
import { changeOf } from "./receive-tag.ts";
import type { VersionedChange } from "./version.ts";

/** A tag's version with its history, for another site; null: there is no such tag. */
export async function tagVersion(ctx: RegistryContext, name: RepositoryName, tag: string): Promise<VersionedChange | null> {
  const { projectId } = authorizeRepository(ctx, name, "pull");
  const row = await findTagVersion(ctx.store, { projectId, path: name.path }, tag);
  return row && row.digest !== null ? changeOf(row) : null;
}

/** The version that its deletion left behind; null: it is there, was never there, or that is forgotten. */
export async function deletionVersion(ctx: RegistryContext, name: RepositoryName, tag: string): Promise<VersionedChange | null> {
  const { projectId } = authorizeRepository(ctx, name, "pull");
  const row = await findTagVersion(ctx.store, { projectId, path: name.path }, tag);
  return row && row.digest === null ? changeOf(row) : null;
}

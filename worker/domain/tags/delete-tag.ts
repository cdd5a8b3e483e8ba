import { insertOutbox } from "../../store/outbox.ts";
import type { Sql } from "../../store/sql.ts";
import { deleteTag } from "../../store/tags.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { guardTagDeletion, underRules } from "../immutability/protect-tags.ts";
import type { RepositoryName } from "../names/repository-name.ts";

export interface TagDeletion {
  readonly projectId: number;
  readonly name: RepositoryName;
  readonly tag: string;
  /** What the actor must have in the project as the batch commits. */
  readonly right: { readonly resource: string; readonly action: string };
  readonly guards: readonly Sql[];
}

/** Takes a tag away; what it pointed at stays until it is collected. @throws DomainError MANIFEST_UNKNOWN, TAG_IMMUTABLE */
export async function removeTag(ctx: Context, { projectId, name, tag, right, guards }: TagDeletion): Promise<void> {
  const repository = { projectId, path: name.path };
  await underRules(ctx, projectId, async (rules) =>
    ctx.commit([
      guardActorMay(ctx.actor, projectId, right.resource, right.action),
      ...guards,
      guardTagDeletion(rules, repository, tag),
      ...deleteTag(repository, tag),
      auditRow(ctx, { operation: "delete", resourceType: "tag", resource: `${name.full}:${tag}`, projectId, success: true }),
      insertOutbox({ name: "DELETE_TAG", projectId, payload: { repository: name.full, reference: tag } }),
    ]),
  );
}

import { ensureRepository } from "../../store/blob-links.ts";
import { insertOutbox } from "../../store/outbox.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { guardTagDeletion, underRules } from "../immutability/protect-tags.ts";
import type { TagDeletion } from "./delete-tag.ts";
import { type Arrival, arrive, guardIsSite, type Origin } from "./receive-tag.ts";

/** A tag's deletion that another site brings; one of a tag that was never here stays noted, so that an older push cannot bring it. */
export async function receiveTagDeletion(
  ctx: Context,
  { projectId, name, tag, right, origin }: Omit<TagDeletion, "guards"> & { readonly origin: Origin },
): Promise<Arrival> {
  const repository = { projectId, path: name.path };
  return underRules(ctx, projectId, async (rules) => {
    const arrival = await arrive(ctx, { repository, name, tag, digest: null }, origin);
    const { applies } = arrival.reception;
    await ctx.commit([
      guardActorMay(ctx.actor, projectId, right.resource, right.action),
      guardIsSite(ctx),
      ...(applies ? [...ensureRepository(repository), guardTagDeletion(rules, repository, tag)] : []),
      ...arrival.statements,
      ...(applies
        ? [
            auditRow(ctx, { operation: "delete", resourceType: "tag", resource: `${name.full}:${tag}`, projectId, success: true }),
            insertOutbox({ name: "DELETE_TAG", projectId, payload: { repository: name.full, reference: tag, via: origin.via } }),
          ]
        : []),
    ]);
    return arrival;
  });
}

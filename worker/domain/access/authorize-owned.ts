import { mayInProject } from "../../store/access.ts";
import { isTrue } from "../../store/db.ts";
import { noteRefusal } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";

/**
 * For what belongs to a project or to the site and is asked for by its id alone. A thing of a project in which the actor lacks the right
 * is answered like one that is not there: as one of the site.
 *
 * @param asOfTheSite throws what the actor gets who may not do this on the site
 * @throws DomainError NOT_FOUND, and what `asOfTheSite` throws
 */
export async function authorizeOwned<T extends { readonly projectId: number | null }>(
  ctx: Context,
  thing: T | null,
  right: { readonly resource: string; readonly action: string },
  asOfTheSite: () => Promise<void>,
): Promise<T> {
  const project = thing?.projectId ?? null;
  if (thing && project !== null && (await isTrue(ctx.store, mayInProject(ctx.actor, project, right)))) return thing;
  await asOfTheSite();
  if (thing && project !== null)
    noteRefusal(ctx, { operation: right.action, resourceType: right.resource, resource: "/", projectId: project, description: "refused" });
  if (!thing || project !== null) throw new DomainError("NOT_FOUND", { message: `${right.resource} not found` });
  return thing;
}

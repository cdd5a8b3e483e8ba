import {
  deleteImmutableRule as remove,
  type ImmutableRuleRow,
  insertImmutableRule,
  listImmutableRules as list,
  updateImmutableRule as update,
} from "../../store/immutable-rules.ts";
import type { Listing, Page } from "../../store/listing.ts";
import type { ProjectReference, ProjectRow } from "../../store/projects.ts";
import { authorizeProject } from "../access/authorize-project.ts";
import { guardActorMay } from "../access/guard.ts";
import { auditRow } from "../audit/record.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Selectors } from "../selectors/selectors.ts";

export interface ImmutableRule {
  readonly disabled: boolean;
  readonly selectors: Selectors;
}

/** @throws DomainError UNAUTHORIZED, FORBIDDEN, NOT_FOUND */
export async function listImmutableRules(ctx: Context, project: ProjectReference, page: Page): Promise<Listing<ImmutableRuleRow>> {
  const { id } = await authorizeProject(ctx, project, "immutable-tag", "list");
  return list(ctx.store, id, page);
}

/** Returns the id. @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT when the project has a rule with the same selectors */
export async function createImmutableRule(ctx: Context, reference: ProjectReference, rule: ImmutableRule): Promise<number> {
  const project = await authorizeProject(ctx, reference, "immutable-tag", "create");
  const row = { disabled: rule.disabled, selectors: JSON.stringify(rule.selectors) };
  const answers = await unlessTwice(
    ctx.commit([...changed(ctx, project, "create", described(rule)), ...insertImmutableRule(project.id, row)]),
  );
  return Number(answers.at(-1)?.[0]?.id);
}

/** Without selectors it is only switched on or off, as in Harbor. @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT */
export async function updateImmutableRule(
  ctx: Context,
  reference: ProjectReference,
  id: number,
  { disabled, selectors }: { disabled: boolean; selectors: Selectors | null },
): Promise<void> {
  const project = await authorizeProject(ctx, reference, "immutable-tag", "update");
  const row = { disabled, selectors: selectors && JSON.stringify(selectors) };
  const description = selectors ? described({ disabled, selectors }) : `rule ${id}: ${disabled ? "disabled" : "enabled"}`;
  await unlessTwice(ctx.commit([...changed(ctx, project, "update", description), ...update(project.id, id, row)]));
}

/** @throws DomainError FORBIDDEN, NOT_FOUND */
export async function deleteImmutableRule(ctx: Context, reference: ProjectReference, id: number): Promise<void> {
  const project = await authorizeProject(ctx, reference, "immutable-tag", "delete");
  await ctx.commit([...changed(ctx, project, "delete", `rule ${id}`), ...remove(project.id, id)]);
}

function changed(ctx: Context, project: ProjectRow, action: "create" | "update" | "delete", description: string) {
  const happening = { operation: action, resourceType: "immutable_tag", resource: project.name, projectId: project.id, success: true };
  return [guardActorMay(ctx.actor, project.id, "immutable-tag", action), auditRow(ctx, { ...happening, description })];
}

function described({ disabled, selectors }: ImmutableRule): string {
  const text = (all: Selectors["tags"]) => all.map(({ decoration, pattern }) => `${decoration} ${pattern}`).join(", ");
  return `repositories: ${text(selectors.repositories)}; tags: ${text(selectors.tags)}${disabled ? "; disabled" : ""}`;
}

async function unlessTwice<T>(commit: Promise<T>): Promise<T> {
  try {
    return await commit;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "CONFLICT") throw error;
    throw new DomainError("CONFLICT", { message: "the project has an immutable tag rule with these selectors already", cause: error });
  }
}

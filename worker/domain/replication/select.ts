/** What a policy selects and where it goes: pure decisions (Harbor 2.16 `src/pkg/reg/filter`, `src/controller/replication/flow`). */
import { fits } from "../../lib/glob.ts";
import type { Filter } from "./policy.ts";
import type { SourceTag } from "./sides.ts";

/** The name filter's pattern; empty: every repository. */
export function nameFilterOf(filters: readonly Filter[]): string {
  const filter = filters.find((one) => one.type === "name");
  return filter?.type === "name" ? filter.value : "";
}

export function selectsRepositoryName(filters: readonly Filter[], repository: string): boolean {
  return filters.every((filter) => filter.type !== "name" || fits(filter.value, repository));
}

/** Types and labels are looked at. */
export function needsDetails(filters: readonly Filter[]): boolean {
  return filters.some(({ type, value }) => (type === "label" && value.length > 0) || (type === "resource" && value === "image"));
}

export function selectsTagName(filters: readonly Filter[], tag: string): boolean {
  return filters.every((filter) => filter.type !== "tag" || fits(filter.value, tag) === (filter.decoration === "matches"));
}

export function selectsTag(filters: readonly Filter[], tag: SourceTag): boolean {
  return (
    selectsTagName(filters, tag.name) &&
    filters.every((filter) => {
      if (filter.type === "resource") return filter.value !== "image" || tag.type === null || tag.type === "IMAGE";
      if (filter.type !== "label" || filter.value.length === 0) return true;
      return filter.value.every((label) => tag.labels?.includes(label)) === (filter.decoration === "matches");
    })
  );
}

/**
 * Where a repository goes. `count`: how many of its first components the namespace replaces; 0: it is put in front; -1: all before the last
 * (Harbor's older rule).
 */
export function destinationOf(repository: string, { namespace, count }: { namespace: string; count: number }): string {
  if (namespace === "") return repository;
  const components = repository.split("/");
  const kept = count < 0 ? components.slice(-1) : components.slice(Math.min(count, components.length - 1));
  return [namespace, ...kept].join("/");
}

/** Where a policy puts it. */
export function destinationIn(
  policy: { readonly destNamespace: string; readonly destNamespaceReplaceCount: number },
  repository: string,
): string {
  return destinationOf(repository, { namespace: policy.destNamespace, count: policy.destNamespaceReplaceCount });
}

const deletionsFree = 10;
const deletedShareMax = 0.2;

/** Why a run may not delete what it would delete, or null. `inScope`: tags at the destination that the policy is about. */
export function massDeletion(run: { deletions: number; inScope: number; isAllowed: boolean }): string | null {
  const { deletions, inScope, isAllowed } = run;
  if (isAllowed || deletions <= deletionsFree || deletions <= inScope * deletedShareMax) return null;
  return `${deletions} of ${inScope} tags would be deleted, so none was; allow mass deletion in the policy if that is meant`;
}

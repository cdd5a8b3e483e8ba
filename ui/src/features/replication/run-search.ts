import { listSearch, type ListSearch } from "../../components/list-search.ts";

/** Harbor's words for how a run, or a task of one, stands. */
export const runStates = ["InProgress", "Succeed", "Failed", "Stopped"] as const;
export const taskStates = ["Pending", ...runStates] as const;
export const runTriggers = ["manual", "scheduled", "event_based"] as const;

/** Of the lists of runs and of tasks. */
export interface RunSearch extends ListSearch {
  readonly status?: (typeof taskStates)[number];
  readonly trigger?: (typeof runTriggers)[number];
}

export function runSearch(search: Record<string, unknown>): RunSearch {
  const status = taskStates.find((one) => one === search.status);
  const trigger = runTriggers.find((one) => one === search.trigger);
  return { ...listSearch(search), ...(status ? { status } : {}), ...(trigger ? { trigger } : {}) };
}

/** It goes on, or will. */
export function isOpen({ status }: { readonly status: string }): boolean {
  return status === "InProgress" || status === "Pending";
}

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, getText, list, request } from "../../api/client.ts";
import type { RetentionExecution, RetentionMetadata, RetentionPolicy, RetentionPreview, RetentionTask } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";

export const tasksEach = 50;
export const decisionsEach = 25;
const pollMs = 1500;

/** @param id null: the project has none */
export const retentionQuery = (id: number | null) =>
  queryOptions({
    queryKey: ["retentions", id],
    queryFn: ({ signal }) => (id === null ? null : get<RetentionPolicy>(`/retentions/${id}`, undefined, signal)),
    // What somebody edits is not changed below their hands.
    refetchOnWindowFocus: false,
  });

export const retentionMetadataQuery = queryOptions({
  queryKey: ["retentions", "metadatas"],
  queryFn: ({ signal }) => get<RetentionMetadata>("/retentions/metadatas", undefined, signal),
  staleTime: Infinity,
});

export interface PreviewAsked {
  readonly policy: RetentionPolicy;
  readonly page: number;
  /** Only what stays, or only what goes. */
  readonly retained?: boolean | undefined;
}

export const previewKey = ["retentions", "preview"];

/** What rules would keep and drop; they need not be saved. */
export const previewQuery = ({ policy, page, retained }: PreviewAsked) =>
  queryOptions({
    queryKey: [...previewKey, policy.scope, policy.rules, page, retained ?? "all"],
    queryFn: async ({ signal }) => {
      // The schedule does not matter to it, and may be half written.
      const body = { ...policy, trigger: undefined };
      const query = { page, page_size: decisionsEach, retained };
      return (await request<RetentionPreview>("POST", "/retentions/preview", { query, body, signal })).data;
    },
    placeholderData: keepPreviousData,
  });

export const executionsQuery = (policyId: number, search: ListSearch) =>
  queryOptions({
    queryKey: ["retentions", policyId, "executions", search],
    queryFn: ({ signal }) => list<RetentionExecution>(`/retentions/${policyId}/executions`, listQuery(search), signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? pollMs : false),
  });

interface TasksAsked {
  readonly policyId: number;
  readonly executionId: number;
  readonly page: number;
  /** A run finds its repositories as it goes. */
  readonly isRunning: boolean;
}

export const tasksQuery = ({ policyId, executionId, page, isRunning }: TasksAsked) =>
  queryOptions({
    // With what the run does: at its end it is asked once more.
    queryKey: ["retentions", policyId, "executions", executionId, "tasks", page, isRunning],
    queryFn: ({ signal }) =>
      list<RetentionTask>(`/retentions/${policyId}/executions/${executionId}/tasks`, { page, page_size: tasksEach }, signal),
    staleTime: 0,
    refetchInterval: isRunning ? pollMs : false,
    placeholderData: keepPreviousData,
  });

export const taskLogQuery = ({ policyId, executionId, task }: { policyId: number; executionId: number; task: RetentionTask }) =>
  queryOptions({
    queryKey: ["retentions", policyId, "executions", executionId, "tasks", task.id, "log", task.status],
    queryFn: ({ signal }) => getText(`/retentions/${policyId}/executions/${executionId}/tasks/${task.id}`, signal),
    refetchInterval: isUnderWay(task) ? pollMs : false,
  });

export function isUnderWay({ status }: { readonly status: string }): boolean {
  return status === "Running" || status === "Pending";
}

import { queryOptions } from "@tanstack/react-query";
import { get, list } from "../../api/client.ts";
import { contains } from "../../api/q-term.ts";
import type { ReplicationExecution, ReplicationPolicy, ReplicationTask } from "../../api/types.ts";
import { listQuery, type ListSearch } from "../../components/list-search.ts";
import { isOpen, type RunSearch } from "./run-search.ts";

/** How often a run that goes on is looked at. */
const pollMs = 1500;

export const policiesQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ["replication", "policies", "list", search],
    queryFn: ({ signal }) =>
      list<ReplicationPolicy>("/replication/policies", { ...listQuery(search), q: contains("name", search.q) }, signal),
  });

export const policyQuery = (id: number) =>
  queryOptions({
    queryKey: ["replication", "policies", id],
    queryFn: ({ signal }) => get<ReplicationPolicy>(`/replication/policies/${id}`, undefined, signal),
  });

/** Newest first; looked at again as long as one of them goes on. */
export const executionsQuery = (policyId: number, search: RunSearch) =>
  queryOptions({
    queryKey: ["replication", "executions", "list", policyId, search],
    queryFn: ({ signal }) => {
      const { status, trigger } = search;
      return list<ReplicationExecution>("/replication/executions", { ...listQuery(search), policy_id: policyId, status, trigger }, signal);
    },
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? pollMs : false),
  });

/** Null for a policy that never ran. */
export const lastExecutionQuery = (policyId: number) =>
  queryOptions({
    queryKey: ["replication", "executions", "last", policyId],
    queryFn: async ({ signal }) => {
      const { items } = await list<ReplicationExecution>("/replication/executions", { policy_id: policyId, page_size: 1 }, signal);
      return items[0] ?? null;
    },
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? pollMs : false),
  });

export const executionQuery = (id: number) =>
  queryOptions({
    queryKey: ["replication", "executions", id],
    queryFn: ({ signal }) => get<ReplicationExecution>(`/replication/executions/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? pollMs : false),
  });

export const tasksQuery = (executionId: number, search: RunSearch, isRunning: boolean) =>
  queryOptions({
    queryKey: ["replication", "executions", executionId, "tasks", search],
    queryFn: ({ signal }) => {
      const { status } = search;
      return list<ReplicationTask>(`/replication/executions/${executionId}/tasks`, { ...listQuery(search), status }, signal);
    },
    refetchInterval: isRunning ? pollMs : false,
  });

export const taskLogQuery = (executionId: number, taskId: number, isRunning: boolean) =>
  queryOptions({
    queryKey: ["replication", "executions", executionId, "log", taskId],
    queryFn: ({ signal }) => get<string | null>(`/replication/executions/${executionId}/tasks/${taskId}/log`, undefined, signal),
    refetchInterval: isRunning ? pollMs : false,
  });

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, list, request } from "../../api/client.ts";
import { contains } from "../../api/q-term.ts";
import type { Project, Robot, RobotCreated, RobotRights } from "../../api/types.ts";
import type { Choice } from "../../components/search-select.tsx";
import { listQuery, type ListSearch } from "../../components/list-search.ts";
import { bodyOf, type RobotValues } from "./robot-values.ts";

/** @param projectId null for those of the site */
export const robotsQuery = (projectId: number | null, search: ListSearch) =>
  queryOptions({
    queryKey: ["robots", projectId, search],
    queryFn: ({ signal }) => {
      const where = projectId === null ? "Level=system" : `Level=project,ProjectID=${projectId}`;
      return list<Robot>(
        "/robots",
        { ...listQuery(search), q: [where, contains("name", search.q)].filter((term) => term !== null).join(",") },
        signal,
      );
    },
  });

/** What robots can be given by whoever asks. */
export const robotRightsQuery = queryOptions({
  queryKey: ["permissions"],
  queryFn: ({ signal }) => get<RobotRights>("/permissions", undefined, signal),
  staleTime: 300_000,
});

/** The first few where nothing is typed. */
export async function findProjects(text: string, signal: AbortSignal): Promise<Choice[]> {
  const { items } = await list<Project>("/projects", { page_size: 20, sort: "name", q: contains("name", text) }, signal);
  return items.map(({ name }) => ({ value: name, label: name }));
}

export function useRobotChanges() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["robots"] });
  const create = useMutation({
    mutationFn: async ({ values, level }: { readonly values: RobotValues; readonly level: "system" | "project" }) =>
      (await request<RobotCreated>("POST", "/robots", { body: bodyOf(values, { level, disable: false }) })).data,
    onSettled,
  });
  const update = useMutation({
    mutationFn: ({ robot, values }: { readonly robot: Robot; readonly values: RobotValues }) =>
      request("PUT", `/robots/${robot.id}`, { body: bodyOf(values, robot) }),
    onSettled,
  });
  const refresh = useMutation({
    mutationFn: async (robot: Robot) => (await request<{ secret: string }>("PATCH", `/robots/${robot.id}`, { body: {} })).data.secret,
    onSettled,
  });
  const remove = useMutation({ mutationFn: (robot: Robot) => request("DELETE", `/robots/${robot.id}`), onSettled });
  return { create, update, refresh, remove };
}

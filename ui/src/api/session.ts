import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { get } from "./client.ts";
import { ApiError } from "./errors.ts";
import { noteSignedIn } from "./session-end.ts";
import type { Permission, SystemInfo, User } from "./types.ts";

/** Who is signed in; null for nobody, who may still see public projects. */
export const currentUserQuery = queryOptions({
  queryKey: ["users", "current"],
  queryFn: async ({ signal }) => {
    const user = await get<User>("/users/current", undefined, signal).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    });
    noteSignedIn(user !== null);
    return user;
  },
  staleTime: 60_000,
  // In another tab somebody else may have signed in since.
  refetchOnWindowFocus: "always",
});

export const systemInfoQuery = queryOptions({
  queryKey: ["systeminfo"],
  queryFn: ({ signal }) => get<SystemInfo>("/systeminfo", undefined, signal),
  staleTime: 60_000,
});

/** What the person may do in a project, as `<resource>:<action>`; nobody's rights are those of a visitor. */
export const permissionsQuery = (projectId: number) =>
  queryOptions({
    queryKey: ["users", "current", "permissions", projectId],
    queryFn: async ({ signal }) => {
      const scope = `/project/${projectId}`;
      const found = await get<Permission[]>("/users/current/permissions", { scope, relative: true }, signal).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) return [];
        throw error;
      });
      return found.map(({ resource, action }) => `${resource.replace(`${scope}/`, "")}:${action}`);
    },
    staleTime: 60_000,
  });

export function useCurrentUser(): User | null {
  return useSuspenseQuery(currentUserQuery).data;
}

/** Whether the person may do something in a project: `may("member:create")`. What is refused is not drawn; the API decides. */
export function useMay(projectId: number): (right: string) => boolean {
  const { data } = useSuspenseQuery(permissionsQuery(projectId));
  return (right) => data.includes(right);
}

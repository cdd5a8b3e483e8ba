import { useQueryClient } from "@tanstack/react-query";
import { request } from "../../api/client.ts";
import type { Project } from "../../api/types.ts";
import { projectQuery } from "../projects/queries.ts";
import { type Draft, policyOf } from "./draft.ts";

/** The policy's id stands among the project's metadata, as in Harbor. */
export function policyIdOf({ metadata }: Project): number | null {
  const id = Number(metadata.retention_id ?? "");
  return Number.isInteger(id) && id > 0 ? id : null;
}

/** What changes a project's policy. All throw ApiError. */
export function useRetentionChanges(project: Project) {
  const queryClient = useQueryClient();
  const id = policyIdOf(project);
  const renew = () => queryClient.invalidateQueries({ queryKey: ["retentions", id] });
  return {
    save: async (draft: Draft) => {
      const body = policyOf(draft, project.project_id);
      if (id === null) await request("POST", "/retentions", { body });
      else await request("PUT", `/retentions/${id}`, { body });
      await queryClient.invalidateQueries({ queryKey: projectQuery(project.name).queryKey });
      await renew();
    },
    /** Returns the run's id. */
    run: async (isDry: boolean) => {
      const { createdId } = await request("POST", `/retentions/${id}/executions`, { body: { dry_run: isDry } });
      await renew();
      return createdId;
    },
    stop: async (executionId: number) => {
      await request("PATCH", `/retentions/${id}/executions/${executionId}`, { body: { action: "stop" } });
      await renew();
    },
  };
}

import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiError } from "../../api/errors.ts";
import type { Project, Repository } from "../../api/types.ts";
import { useProject } from "../projects/use-project.ts";
import { repositoryQuery } from "./queries.ts";

interface Here {
  readonly project: Project;
  readonly repository: Repository;
  /** Of the repository, below the project. */
  readonly path: string;
  readonly may: (right: string) => boolean;
}

/** The repository of the address. For pages whose route ends with its path. */
export function useRepository(): Here {
  const { _splat: path = "" } = useParams({ strict: false });
  const { project, may } = useProject();
  // Without a name the API answers with the list.
  if (path === "") throw new ApiError({ status: 404, code: "NOT_FOUND", message: "" });
  const { data: repository } = useSuspenseQuery(repositoryQuery(project.name, path));
  return { project, repository, path, may };
}

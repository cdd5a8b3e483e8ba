import type { SearchResult } from "../../api/types.ts";

/** The path of a repository within its project, from its full name. */
function pathOf(fullName: string): string {
  return fullName.slice(fullName.indexOf("/") + 1);
}

/** Where a found thing is shown. */
export const linkTo = {
  project: ({ name }: SearchResult["project"][number]) => ({ to: "/projects/$project", params: { project: name } }) as const,
  repository: ({ project_name: project, repository_name: name }: SearchResult["repository"][number]) =>
    ({ to: "/projects/$project/repositories/$", params: { project, _splat: pathOf(name) } }) as const,
  tag: ({ project_name: project, repository_name: name, digest }: SearchResult["tag"][number]) =>
    ({ to: "/projects/$project/artifacts/$", params: { project, _splat: `${pathOf(name)}@${digest}` } }) as const,
};

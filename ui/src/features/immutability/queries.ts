import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { list, request } from "../../api/client.ts";
import type { ImmutablePreview, ImmutableRule, Project } from "../../api/types.ts";
import { type Selection, selectorsOf } from "../selectors/selectors.ts";

const rulesMax = 100;

const path = (project: Project) => `/projects/${project.project_id}/immutabletagrules`;

export const immutableRulesQuery = (project: Project) =>
  queryOptions({
    queryKey: ["projects", project.name, "immutable-rules"],
    queryFn: ({ signal }) => list<ImmutableRule>(path(project), { page_size: rulesMax }, signal),
  });

/** Which tags a rule holds now; it need not be saved. */
export const heldTagsQuery = (project: Project, selection: Selection) =>
  queryOptions({
    queryKey: ["projects", project.name, "immutable-preview", selectorsOf(selection)],
    queryFn: async ({ signal }) =>
      (await request<ImmutablePreview>("POST", `${path(project)}/preview`, { body: selectorsOf(selection), signal })).data,
    placeholderData: keepPreviousData,
  });

export interface SavedRule {
  /** Null: a new one. */
  readonly id: number | null;
  readonly isDisabled: boolean;
  readonly selection: Selection;
}

/** @throws ApiError 409 for a rule with the same selectors as another */
export async function saveImmutableRule(project: Project, { id, isDisabled, selection }: SavedRule): Promise<void> {
  const body = { disabled: isDisabled, action: "immutable", template: "immutable_template", ...selectorsOf(selection) };
  if (id === null) await request("POST", path(project), { body });
  else await request("PUT", `${path(project)}/${id}`, { body });
}

export async function deleteImmutableRule(project: Project, id: number): Promise<void> {
  await request("DELETE", `${path(project)}/${id}`);
}

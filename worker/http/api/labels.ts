import { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";
import { createLabel, deleteLabel, getLabel, listLabels, updateLabel } from "../../domain/labels/labels.ts";
import type { QueryTerm } from "../../store/filters.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { parseQ } from "./q.ts";
import { idParam } from "./schemas/common.ts";
import { Label } from "./schemas/artifacts.ts";
import { labelShown } from "./shown.ts";

export const labels = apiRouter();

const tag = "label";
const params = { label_id: idParam };

operation(
  labels,
  {
    operation: "GET /labels",
    id: "ListLabels",
    tag,
    query: { ...listQuery, name: z.string().optional(), scope: z.string().optional(), project_id: idParam.optional() },
    answer: { page: Label, means: "labels of the site (scope g) or of a project (scope p)" },
    fails: [400, 401, 403, 404, 422],
  },
  async ({ ctx, query }) => {
    const terms: QueryTerm[] = parseQ(query.q);
    const exact = (key: string) => {
      const value = terms.find((term) => term.key === key)?.value;
      return value?.kind === "exact" ? value.value : undefined;
    };
    const scope = query.scope ?? exact("scope") ?? "";
    const project = query.project_id ?? Number(exact("project_id") ?? 0);
    const named: QueryTerm[] = query.name ? [{ key: "name", value: { kind: "contains", value: query.name } }] : [];
    const found = await listLabels(ctx, homeOf(scope, project), [...terms, ...named], pageOf(query));
    return { items: found.items.map(labelShown), total: found.total };
  },
);

operation(
  labels,
  {
    operation: "POST /labels",
    id: "CreateLabel",
    tag,
    body: Label.partial(),
    answer: { created: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, body }) => `/api/v2.0/labels/${await createLabel(ctx, homeOf(body.scope ?? "", body.project_id ?? 0), labelGiven(body))}`,
);

operation(
  labels,
  {
    operation: "GET /labels/{label_id}",
    id: "GetLabelByID",
    tag,
    params,
    answer: { json: Label, means: "the label" },
    fails: [401, 403, 404, 422],
  },
  async ({ ctx, params: { label_id: id } }) => labelShown(await getLabel(ctx, id)),
);

operation(
  labels,
  {
    operation: "PUT /labels/{label_id}",
    id: "UpdateLabel",
    tag,
    params,
    body: Label.partial(),
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async ({ ctx, params: { label_id: id }, body }) => updateLabel(ctx, id, labelGiven(body)),
);

operation(
  labels,
  { operation: "DELETE /labels/{label_id}", id: "DeleteLabel", tag, params, answer: { done: true }, fails: [400, 401, 403, 404, 422] },
  async ({ ctx, params: { label_id: id } }) => deleteLabel(ctx, id),
);

/** Null: the whole site. */
function homeOf(scope: string, project: number): number | null {
  if (scope === "g") return null;
  if (scope === "p" && project > 0) return project;
  throw new DomainError("BAD_REQUEST", { message: "scope must be g, or p with a project_id" });
}

function labelGiven(body: { name?: string | undefined; description?: string | undefined; color?: string | undefined }) {
  return { name: (body.name ?? "").trim(), description: body.description ?? "", color: body.color ?? "" };
}

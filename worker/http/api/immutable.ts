import type { z } from "@hono/zod-openapi";
import { createImmutableRule, deleteImmutableRule, listImmutableRules, updateImmutableRule } from "../../domain/immutability/rules.ts";
import { previewImmutableRule } from "../../domain/immutability/preview.ts";
import { readSelectors, type Selectors } from "../../domain/selectors/selectors.ts";
import type { ImmutableRuleRow } from "../../store/immutable-rules.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery, pageOf } from "./paging.ts";
import { projectHeaders as headers, projectOf, projectParams } from "./project-path.ts";
import { idParam } from "./schemas/common.ts";
import { ImmutablePreview, ImmutableRule } from "./schemas/policies.ts";

export const immutable = apiRouter();

const tag = "immutable";
const path = "/projects/{project_name_or_id}/immutabletagrules";
const params = { ...projectParams, immutable_rule_id: idParam };

operation(
  immutable,
  {
    operation: `GET ${path}`,
    id: "ListImmuRules",
    tag,
    params: projectParams,
    headers,
    query: listQuery,
    answer: { page: ImmutableRule, means: "rules of the project" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => {
    const { items, total } = await listImmutableRules(input.ctx, projectOf(input), pageOf(input.query));
    return { items: items.map(shown), total };
  },
);

operation(
  immutable,
  {
    operation: `POST ${path}`,
    id: "CreateImmuRule",
    tag,
    params: projectParams,
    headers,
    body: ImmutableRule,
    answer: { created: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async (input) => {
    const id = await createImmutableRule(input.ctx, projectOf(input), given(input.body));
    return `/api/v2.0/projects/${encodeURIComponent(input.params.project_name_or_id)}/immutabletagrules/${id}`;
  },
);

operation(
  immutable,
  {
    operation: `POST ${path}/preview`,
    id: "PreviewImmuRule",
    tag,
    description: "Which tags a rule like this holds now. Nothing is made.",
    params: projectParams,
    headers,
    body: ImmutableRule,
    answer: { json: ImmutablePreview, means: "the tags that its selectors fit" },
    fails: [400, 401, 403, 404, 415, 422],
  },
  async (input) => {
    const { isComplete, tags, repositories, examples } = await previewImmutableRule(input.ctx, projectOf(input), readSelectors(input.body));
    return { tags, repositories, examples: [...examples], is_complete: isComplete };
  },
);

operation(
  immutable,
  {
    operation: `PUT ${path}/{immutable_rule_id}`,
    id: "UpdateImmuRule",
    tag,
    params,
    headers,
    body: ImmutableRule,
    answer: { done: true },
    fails: [400, 401, 403, 404, 409, 415, 422],
  },
  async (input) => updateImmutableRule(input.ctx, projectOf(input), input.params.immutable_rule_id, changeGiven(input.body)),
);

operation(
  immutable,
  {
    operation: `DELETE ${path}/{immutable_rule_id}`,
    id: "DeleteImmuRule",
    tag,
    params,
    headers,
    answer: { done: true },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => deleteImmutableRule(input.ctx, projectOf(input), input.params.immutable_rule_id),
);

function given(body: z.output<typeof ImmutableRule>) {
  return { disabled: body.disabled ?? false, selectors: readSelectors(body) };
}

function changeGiven(body: z.output<typeof ImmutableRule>) {
  const isSwitch = body.disabled !== undefined && body.tag_selectors === undefined && body.scope_selectors === undefined;
  return isSwitch ? { disabled: body.disabled ?? false, selectors: null } : given(body);
}

function shown(row: ImmutableRuleRow): z.input<typeof ImmutableRule> {
  const { repositories, tags } = JSON.parse(row.selectors) as Selectors;
  return {
    id: row.id,
    priority: 0,
    disabled: row.disabled === 1,
    action: "immutable",
    template: "immutable_template",
    params: {},
    tag_selectors: [...tags],
    scope_selectors: { repository: [...repositories] },
  };
}

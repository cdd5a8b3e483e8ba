/** Our document of the API against Harbor's, operation by operation. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { api } from "../../worker/http/api/index.ts";

interface HarborOperation {
  readonly operation: string;
  readonly id: string;
  readonly tags: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly type: string }[];
  readonly body: string | null;
  readonly responses: Readonly<Record<string, string | null>>;
}

interface Harbor {
  readonly source: { readonly version: string; readonly sha256: string };
  readonly operations: readonly HarborOperation[];
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface OurOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

export const harborFile = join(import.meta.dirname, "operations.json");
export const harbor = JSON.parse(readFileSync(harborFile, "utf8")) as Harbor;

/** Tags that are built; of the others no operation is. */
export const builtTags = [
  "ping health systeminfo statistic search configure project projectMetadata member user usergroup permissions Ldap",
  "robot robotv1 repository artifact label quota auditlog SystemCVEAllowlist icon gc retention immutable purge jobservice schedule",
  "registry replication",
].flatMap((line) => line.split(" "));

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OurOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const document: OpenApiDocument = await (await api.request("/v2.0/openapi.json")).json();

export interface Comparison {
  readonly operation: string;
  readonly tag: string;
  readonly state: "built" | "501" | "missing";
  /** `+422`, `-409`: status codes that only one of the two declares. */
  readonly statuses: readonly string[];
  readonly differences: readonly string[];
}

/** Every operation of the built tags. */
export function compare(): Comparison[] {
  const built = new Set(builtTags.map((tag) => tag.toLowerCase()));
  return harbor.operations.filter(({ tags }) => tags.some((tag) => built.has(tag.toLowerCase()))).map((theirs) => compareOperation(theirs));
}

function compareOperation(theirs: HarborOperation): Comparison {
  const [method = "", path = ""] = theirs.operation.split(" ");
  const ours = document.paths[path]?.[method.toLowerCase()];
  const tag = theirs.tags[0] ?? "";
  if (!ours) return { operation: theirs.operation, tag, state: "missing", statuses: [], differences: [] };
  const state = ours.responses["501"] && !ours.responses["200"]?.content && !theirs.operation.startsWith("POST") ? "501" : "built";
  return {
    operation: theirs.operation,
    tag,
    state,
    statuses: statuses(theirs, ours),
    differences: [
      ...parameters(theirs, ours),
      ...(state === "501" ? [] : answers(theirs, ours)),
      ...body(theirs, ours),
      ...id(theirs, ours),
    ],
  };
}

function id(theirs: HarborOperation, ours: OurOperation): string[] {
  return theirs.id === ours.operationId ? [] : [`id ${ours.operationId} instead of ${theirs.id}`];
}

function statuses(theirs: HarborOperation, ours: OurOperation): string[] {
  const [a, b] = [Object.keys(theirs.responses), Object.keys(ours.responses)];
  return [
    ...a.filter((status) => !b.includes(status)).map((status) => `-${status}`),
    ...b.filter((status) => !a.includes(status)).map((status) => `+${status}`),
  ];
}

function parameters(theirs: HarborOperation, ours: OurOperation): string[] {
  return theirs.parameters.flatMap(({ name, in: where, required, type }) => {
    const own = ours.parameters?.find((one) => one.name.toLowerCase() === name.toLowerCase() && one.in === where);
    if (!own) return [`no ${where} parameter ${name}`];
    const found = typeOf(own.schema);
    if (found !== type) return [`${where} parameter ${name} is ${found}, not ${type}`];
    return (own.required === true) === required || where === "path"
      ? []
      : [`${where} parameter ${name} is${own.required ? "" : " not"} required`];
  });
}

function answers(theirs: HarborOperation, ours: OurOperation): string[] {
  return ["200", "201"].flatMap((status) => {
    const type = theirs.responses[status];
    if (type === undefined || type === null) return [];
    const content = Object.values(ours.responses[status]?.content ?? {})[0];
    if (!content) return [`${status} has no body of type ${type}`];
    return fieldsOf(type, content.schema).map((text) => `${status}: ${text}`);
  });
}

function body(theirs: HarborOperation, ours: OurOperation): string[] {
  if (theirs.body === null) return [];
  const content = Object.values(ours.requestBody?.content ?? {})[0];
  if (!content) return [`no body of type ${theirs.body}`];
  // What an operation does not use is not asked for; what it uses has Harbor's type.
  return fieldsOf(theirs.body, content.schema)
    .filter((text) => !text.endsWith("is not there"))
    .map((text) => `body: ${text}`);
}

/** Fields of Harbor's type that ours lacks or has with another type, one level deep: named types are compared where they are answered. */
function fieldsOf(type: string, schema: Schema): string[] {
  if (type.endsWith("[]")) {
    const items = resolve(schema).items;
    return items ? fieldsOf(type.slice(0, -2), items) : [`is no list of ${type.slice(0, -2)}`];
  }
  const fields = harbor.types[type];
  if (!fields) return typeOf(schema) === type || type === "file" ? [] : [`is ${typeOf(schema)}, not ${type}`];
  const own = resolve(schema).properties ?? {};
  return Object.entries(fields).flatMap(([field, wanted]) => {
    const found = own[field];
    if (!found) return [`${type}.${field} is not there`];
    return sameType(wanted, found) ? [] : [`${type}.${field} is ${typeOf(found)}, not ${wanted}`];
  });
}

function sameType(wanted: string, schema: Schema): boolean {
  if (wanted.endsWith("[]")) return typeOf(schema) === "array";
  if (harbor.types[wanted]) return typeOf(schema) === "object";
  return typeOf(schema) === wanted;
}

function resolve(schema: Schema): Schema {
  const name = schema.$ref?.slice(schema.$ref.lastIndexOf("/") + 1);
  if (name !== undefined) return resolve(document.components.schemas[name] ?? {});
  const real = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])].find((one) => one.type !== "null");
  return real ? resolve(real) : schema;
}

function typeOf(schema: Schema): string {
  const { type } = resolve(schema);
  if (typeof type === "string") return type;
  return type?.find((one) => one !== "null") ?? "object";
}

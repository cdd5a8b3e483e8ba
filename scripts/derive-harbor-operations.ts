/**
 * `node scripts/derive-harbor-operations.ts FILE`: facts of Harbor's own document (swagger 2.0, YAML) as a table, written to
 * `test/harbor/operations.json`. Only facts: methods, paths, names of parameters and fields, their types, status codes.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema;
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly type?: string;
  readonly schema?: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly tags: string[];
  readonly parameters?: Parameter[];
  readonly responses: Record<string, { $ref?: string; schema?: Schema }>;
}

interface Document {
  readonly info: { readonly version: string };
  readonly paths: Record<string, Record<string, Operation> & { readonly parameters?: Parameter[] }>;
  readonly definitions: Record<string, Schema>;
  readonly parameters: Record<string, Parameter>;
  readonly responses: Record<string, { schema?: Schema }>;
}

const [file] = process.argv.slice(2);
if (!file) {
  console.error("usage: node scripts/derive-harbor-operations.ts FILE");
  process.exit(2);
}
const text = readFileSync(file, "utf8");
const document = parse(text) as Document;

const operations = Object.entries(document.paths).flatMap(([path, { parameters: shared = [], ...methods }]) =>
  Object.entries(methods).map(([method, operation]) => {
    const parameters = [...shared, ...(operation.parameters ?? [])].map((one) => (one.$ref ? document.parameters[nameOf(one.$ref)] : one));
    const named = parameters.filter((one) => one !== undefined && one.in !== "body") as Parameter[];
    const body = parameters.find((one) => one?.in === "body");
    return {
      operation: `${method.toUpperCase()} ${path}`,
      id: operation.operationId,
      tags: operation.tags,
      parameters: named.map(({ name, in: where, required, type }) => ({
        name,
        in: where,
        required: required === true,
        type: type ?? "string",
      })),
      body: body?.schema ? typeOf(body.schema) : null,
      responses: Object.fromEntries(
        Object.entries(operation.responses).map(([status, answer]) => {
          const schema = answer.$ref ? document.responses[nameOf(answer.$ref)]?.schema : answer.schema;
          return [status, schema ? typeOf(schema) : null];
        }),
      ),
    };
  }),
);

const types = Object.fromEntries(
  Object.entries(document.definitions).map(([name, { properties = {} }]) => [
    name,
    Object.fromEntries(Object.entries(properties).map(([field, schema]) => [field.replaceAll("'", ""), typeOf(schema)])),
  ]),
);

const source = { version: document.info.version, sha256: createHash("sha256").update(text).digest("hex") };
const target = join(import.meta.dirname, "../test/harbor/operations.json");
writeFileSync(target, `${JSON.stringify({ source, operations, types }, null, 1)}\n`);
console.log(`${operations.length} operations`);

/** `string`, `integer`, `boolean`, `number`, `object`, `file`, a definition's name, or one of these with `[]` behind it. */
function typeOf(schema: Schema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.type === "array") return `${schema.items ? typeOf(schema.items) : "object"}[]`;
  return schema.type ?? "object";
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

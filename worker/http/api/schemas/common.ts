import { z } from "@hono/zod-openapi";

const Errors = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string() })) }).openapi("Errors");

/** A number in a path. What is none is 422, as Harbor answers. */
export const idParam = z
  .string()
  .regex(/^\d{1,15}$/, "must be a number")
  .transform(Number)
  .openapi({ type: "integer", format: "int64" });

/** The answers of an operation that failed. */
export function fails(...statuses: readonly number[]) {
  return Object.fromEntries(
    statuses.map((status) => [status, { description: meanings[status] ?? "", content: { "application/json": { schema: Errors } } }]),
  );
}

const meanings: Readonly<Record<number, string>> = {
  400: "a value is not valid",
  401: "log in first",
  403: "not allowed",
  404: "not found",
  405: "not allowed in this project",
  409: "it exists already",
  412: "its state does not allow this",
  415: "the body is no JSON",
  422: "the request is not of the right form",
  500: "failed inside",
  501: "not implemented",
  503: "what is needed for it cannot be reached",
};

export const empty = { description: "done" };

export const created = {
  description: "made",
  headers: z.object({ Location: z.string().openapi({ description: "the path of what was made" }) }),
};

export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** A page of a list. */
export function list<Schema extends z.ZodType>(schema: Schema, description: string) {
  return {
    description,
    headers: z.object({
      "X-Total-Count": z.number().int().openapi({ description: "of all pages" }),
      Link: z.string().optional().openapi({ description: "the pages before and behind" }),
    }),
    content: { "application/json": { schema: z.array(schema) } },
  };
}

export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { "application/json": { schema } } };
}

export const time = (ms: number): string => new Date(ms).toISOString();

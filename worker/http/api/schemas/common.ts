import { z } from "@hono/zod-openapi";

const Errors = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string() })) }).openapi("Errors");

/** A number in a path. What is none is 422, as Harbor answers. */
export const idParam = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** Answers that any operation may give. */
export const failures = Object.fromEntries(
  [400, 401, 403, 404, 409, 412, 422, 500].map((status) => [
    status,
    { description: `failed (${status})`, content: { "application/json": { schema: Errors } } },
  ]),
);

export const empty = { description: "done" };

export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { "application/json": { schema } } };
}

export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { "application/json": { schema } } };
}

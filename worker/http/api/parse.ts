import type { z } from "@hono/zod-openapi";
import { DomainError } from "../../domain/errors.ts";

/** @throws DomainError UNPROCESSABLE naming the field */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") || "the body";
  throw new DomainError("UNPROCESSABLE", { message: `${field}: ${issue?.message ?? "not valid"}` });
}

/**
 * A body of JSON. A `null` where none may be is what was not given, as Harbor reads it: its Go clients write their empty lists like that.
 *
 * @throws DomainError UNPROCESSABLE naming the field
 */
export function parseBody<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const { path } of result.error.issues) dropNull(value, path);
  return parse(schema, value);
}

/** Takes the field at the path out of its object, when it is null. */
function dropNull(value: unknown, path: readonly PropertyKey[]): void {
  const key = path.at(-1);
  let holder = value;
  for (const step of path.slice(0, -1)) {
    if (!isObject(holder)) return;
    holder = holder[step];
  }
  if (key !== undefined && isObject(holder) && !Array.isArray(holder) && holder[key] === null) delete holder[key];
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}

/** One operation of the REST API: its declaration makes the document and checks what comes in. */
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import type { Context } from "../../domain/context.ts";
import { DomainError } from "../../domain/errors.ts";
import type { HttpEnv } from "../app.ts";
import { apiContext } from "./api-context.ts";
import { type PageQuery, pageHeaders } from "./paging.ts";
import { parse, parseBody } from "./parse.ts";
import { body, created, empty, fails, json, list } from "./schemas/common.ts";

export type ApiRouter = OpenAPIHono<HttpEnv>;

type Fields = Readonly<Record<string, z.ZodType>>;
type Parsed<F> = { readonly [K in keyof F]: F[K] extends z.ZodType ? z.output<F[K]> : never };

/** What a handler gives for each kind of answer. */
type Answer =
  /** 200 with JSON. */
  | { readonly json: z.ZodType; readonly means: string }
  /** 200 with a page of JSON and Harbor's paging headers. */
  | { readonly page: z.ZodType; readonly means: string }
  /** 201 with a `Location`, perhaps with JSON. */
  | { readonly created: true; readonly json?: z.ZodType }
  /** 200 without a body. */
  | { readonly done: true }
  /** What the handler makes, of this media type. */
  | { readonly text: string; readonly means: string };

type Given<A> = A extends { readonly page: infer S extends z.ZodType }
  ? { readonly items: readonly z.input<S>[]; readonly total: number }
  : A extends { readonly created: true; readonly json: infer S extends z.ZodType }
    ? { readonly location: string; readonly body: z.input<S> }
    : A extends { readonly created: true }
      ? string
      : A extends { readonly done: true }
        ? // Or an answer of its own, where Harbor tells by a body what part failed.
          void | Response
        : A extends { readonly text: string }
          ? Response
          : A extends { readonly json: infer S extends z.ZodType }
            ? z.input<S>
            : never;

interface Declaration<P extends Fields, Q extends Fields, B extends z.ZodType, A extends Answer> {
  readonly operation: `${"GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;
  /** As in Harbor's document. */
  readonly id: string;
  readonly tag: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  /** Status codes beside the good one; 500 is understood. */
  readonly fails: readonly number[];
  /** Names of header fields that the operation takes. */
  readonly headers?: readonly string[];
  readonly description?: string;
}

export interface Input<P, Q, B> {
  readonly ctx: Context;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: Request;
}

/** Adds an operation to the routes and to the document. What does not fit the declaration is 422 and names the field. */
export function operation<P extends Fields = {}, Q extends Fields = {}, B extends z.ZodType = z.ZodUndefined, A extends Answer = Answer>(
  router: ApiRouter,
  declared: Declaration<P, Q, B, A>,
  handle: (input: Input<Parsed<P>, Parsed<Q>, z.output<B>>) => Promise<Given<A>>,
): void {
  const [method = "", path = ""] = declared.operation.split(" ");
  router.openAPIRegistry.registerPath(documented(declared, method, path));
  const params = z.object(declared.params ?? {});
  const query = z.object(declared.query ?? {});
  router.on(method === "HEAD" ? "GET" : method, routePaths(path), async (c, next) => {
    // Hono gives HEAD to the handler of GET, which may be another operation.
    if ((c.req.raw.method === "HEAD") !== (method === "HEAD")) return next();
    const ctx = await apiContext(c);
    const input = {
      ctx,
      params: parse(params, c.req.param()),
      query: parse(query, c.req.query()),
      body: declared.body ? parseBody(declared.body, await jsonOf(c.req.raw, declared.body.safeParse(undefined).success)) : undefined,
      request: c.req.raw,
    } as Input<Parsed<P>, Parsed<Q>, z.output<B>>;
    return respond(c, declared.answer, input.query, await handle(input));
  });
}

/** The routes of one tag. */
export function apiRouter(): ApiRouter {
  return new OpenAPIHono<HttpEnv>();
}

/** `/a/{b}` as Hono has it. A slash at the end is no other resource: Terraform's provider writes `/quotas/`. */
function routePaths(path: string): string[] {
  const base = path.replace(/\/$/, "").replaceAll(/\{(\w+)\}/g, ":$1");
  return [base, `${base}/`];
}

function documented(declared: Declaration<Fields, Fields, z.ZodType, Answer>, method: string, path: string) {
  const { answer } = declared;
  const headers = Object.fromEntries(["X-Request-Id", ...(declared.headers ?? [])].map((name) => [name, headerType(name).optional()]));
  return createRoute({
    method: method.toLowerCase() as "get",
    path,
    operationId: declared.id,
    summary: summary(declared.id),
    tags: [declared.tag],
    ...(declared.description ? { description: declared.description } : {}),
    request: {
      headers: z.object(headers),
      ...(declared.params ? { params: z.object(declared.params) } : {}),
      ...(declared.query ? { query: z.object(declared.query) } : {}),
      ...(declared.body ? { body: body(declared.body) } : {}),
    },
    responses: { ...good(answer), ...fails(...declared.fails, 500) },
  });
}

/** `listAuditLogExts` as people read it. */
function summary(id: string): string {
  const words = id.replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Harbor's headers that say how names are meant are flags. */
function headerType(name: string) {
  return name.includes("Resource-Name") ? z.boolean() : z.string();
}

function good(answer: Answer) {
  if ("page" in answer) return { 200: list(answer.page, answer.means) };
  if ("created" in answer) return { 201: answer.json ? { ...created, content: { "application/json": { schema: answer.json } } } : created };
  if ("done" in answer) return { 200: empty };
  if ("text" in answer) return { 200: { description: answer.means, content: { [answer.text]: { schema: z.string() } } } };
  return { 200: json(answer.json, answer.means) };
}

function respond(c: HonoContext<HttpEnv>, answer: Answer, query: Partial<PageQuery>, given: unknown): Response {
  if (given instanceof Response) return given;
  if ("page" in answer) {
    const { items, total } = given as { items: unknown[]; total: number };
    return c.json(items, 200, pageHeaders(c.req.raw, { page: query.page ?? 1, page_size: query.page_size ?? 10 }, total));
  }
  if ("created" in answer) {
    if (typeof given === "string") return c.body(null, 201, { Location: given });
    const { location, body: made } = given as { location: string; body: unknown };
    return c.json(made, 201, { Location: location });
  }
  return "done" in answer ? c.body(null, 200) : c.json(given, 200);
}

/** @throws DomainError UNSUPPORTED_MEDIA_TYPE, BAD_REQUEST */
async function jsonOf(request: Request, isOptional: boolean): Promise<unknown> {
  const type = request.headers.get("Content-Type");
  if (isOptional && !request.body) return undefined;
  if (type !== null && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) throw new DomainError("UNSUPPORTED_MEDIA_TYPE");
  const text = await request.text();
  if (isOptional && text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DomainError("BAD_REQUEST", { message: text === "" ? "the body is missing" : "the body is not JSON", cause: error });
  }
}

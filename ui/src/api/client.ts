/**
 * Requests to `/api/v2.0` and `/c` of this site, in the session of the browser. The token against forged requests comes with every answer
 * (`X-Harbor-CSRF-Token`) and goes with every change; one that is out of date is renewed by the refusal that it gets.
 */
import { ApiError, errorFrom } from "./errors.ts";
import { signInAgain } from "./session-end.ts";

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Options {
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON comes as it is written, too. */
  readonly isText?: boolean;
}

export interface Answer<T> {
  readonly data: T;
  /** `X-Total-Count`; null where the answer is no list. */
  readonly total: number | null;
  /** The id at the end of `Location`; null without one. */
  readonly createdId: number | null;
}

export interface Page<T> {
  readonly items: T[];
  readonly total: number;
}

/** Is told of everything that was changed here. The sign-in page has nobody to tell. */
let changed = () => {};

export function onChange(listener: () => void): void {
  changed = listener;
}

const csrfHeader = "X-Harbor-CSRF-Token";
let csrfToken = "";

/** @throws ApiError */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await request<T>("GET", path, { ...(query && { query }), ...(signal && { signal }) })).data;
}

/** To the letter, whatever its type: what a digest is of must not change. @throws ApiError */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return (await request<string | null>("GET", path, { isText: true, ...(signal && { signal }) })).data ?? "";
}

/** @throws ApiError */
export async function list<T>(path: string, query?: Query, signal?: AbortSignal): Promise<Page<T>> {
  const { data, total } = await request<T[] | null>("GET", path, { ...(query && { query }), ...(signal && { signal }) });
  return { items: data ?? [], total: total ?? data?.length ?? 0 };
}

/**
 * When the session has ended, the person is asked to sign in again and the request goes on: what stands in a form stays.
 *
 * @param path below `/api/v2.0`
 * @throws ApiError
 */
export async function request<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const first = await send(method, path, options);
  const isForged = first.status === 403 && method !== "GET" && (await first.clone().text()).includes("CSRF");
  const second = isForged ? await send(method, path, options) : first;
  const answer = second.status === 401 && (await signInAgain()) ? await send(method, path, options) : second;
  if (!answer.ok) throw await errorFrom(answer);
  if (method !== "GET") changed();
  const total = answer.headers.get("X-Total-Count");
  const id = Number(answer.headers.get("Location")?.split("/").at(-1));
  return {
    data: (await contentOf(answer, options.isText)) as T,
    total: total === null ? null : Number(total),
    createdId: Number.isInteger(id) && id > 0 ? id : null,
  };
}

/** The session and its token from now on. @throws ApiError 401 for a wrong name or password */
export async function signIn(principal: string, password: string): Promise<void> {
  const attempt = () =>
    fetch("/c/login", { method: "POST", headers: { [csrfHeader]: csrfToken }, body: new URLSearchParams({ principal, password }) });
  // Whoever has no cookie yet gets it, and the token that belongs to it, with the first refusal.
  let answer = await reached(attempt);
  if (answer.status === 403) answer = await reached(attempt);
  if (!answer.ok) throw await errorFrom(answer);
}

export async function signOut(): Promise<void> {
  await reached(() => fetch("/c/log_out"));
}

function send(method: string, path: string, { query = {}, body, signal, headers }: Options): Promise<Response> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return reached(() =>
    fetch(`/api/v2.0${path}${search === "" ? "" : `?${search}`}`, {
      method,
      headers: {
        Accept: "application/json",
        ...(method === "GET" ? {} : { [csrfHeader]: csrfToken }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    }),
  );
}

/** @throws ApiError with status 0 when nothing answers */
async function reached(call: () => Promise<Response>): Promise<Response> {
  try {
    const answer = await call();
    csrfToken = answer.headers.get(csrfHeader) ?? csrfToken;
    return answer;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError({ status: 0, code: "UNREACHABLE", message: "" });
  }
}

async function contentOf(answer: Response, isText = false): Promise<unknown> {
  const text = await answer.text();
  if (text === "") return null;
  return !isText && answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : text;
}

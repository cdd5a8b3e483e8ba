import { Buffer } from "node:buffer";
import { readBounded } from "../../lib/read-bounded.ts";
import type { Store } from "../../store/db.ts";
import { NotReached } from "../../store/outbound/not-reached.ts";
import { type OutboundRequest, requestOnce } from "../../store/outbound/request-once.ts";
import { remoteRefusal } from "./answers.ts";
import type { Endpoint } from "./endpoint.ts";
import { registryUrlOf } from "./providers.ts";
import { RemoteError } from "./remote-error.ts";
import { bearerChallenge, type Challenge, isTrustedRealm } from "./token-realm.ts";

export interface RemoteRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** A path, or a URL that the registry gave. */
  readonly to: string;
  /** `repository:<name>:pull`, …; null: by Basic credentials, as its REST API wants. */
  readonly scope: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: OutboundRequest["body"];
  /** Statuses that are answers; anything else is a `RemoteError`. */
  readonly expects: readonly number[];
  /** Null: whoever asks watches over it by the signal. */
  readonly timeoutMs?: number | null;
  readonly signal?: AbortSignal;
  /** The body may take as long as it takes; whoever reads it watches over it. */
  readonly isStreamed?: boolean;
}

const timeoutMs = 60_000;
const redirectsMax = 5;
const answerBytesMax = 8 * 1024 * 1024;
/** A token that is about to end is not used for a body that takes a while. */
const tokenMarginMs = 30_000;

/** Requests to one registry, with its tokens remembered. Lives as long as a slice of work. */
export class RegistrySession {
  readonly endpoint: Endpoint;
  readonly #store: Store;
  readonly #signal: AbortSignal;
  /** Where the registry itself is. */
  readonly base: string;
  #challenge: Challenge | "basic" | "none" | null = null;
  readonly #tokens = new Map<string, { readonly value: string; readonly untilMs: number }>();

  constructor(store: Store, endpoint: Endpoint, signal: AbortSignal) {
    this.#store = store;
    this.endpoint = endpoint;
    this.base = registryUrlOf(endpoint.type, endpoint.url);
    this.#signal = signal;
  }

  /** @throws RemoteError */
  async send(request: RemoteRequest): Promise<Response> {
    const url = new URL(request.to, this.base);
    // Credentials are for the registry alone, whatever address it gives.
    if (url.origin !== new URL(this.base).origin) throw new RemoteError("refused", `${this.#host} leads to another host (${url.host})`);
    const answer = (await this.#byKnownToken(request, url)) ?? (await this.#follow(request, url, await this.#authorization(request.scope)));
    if (request.expects.includes(answer.status)) return answer;
    throw await remoteRefusal(answer, url);
  }

  /**
   * With a token that is at hand. One that is refused may be older than the rights over there, as when somebody else has just made the project: null,
   * and a fresh one is asked for. A body that streams is sent once only; what goes before it has tried the token.
   */
  async #byKnownToken(request: RemoteRequest, url: URL): Promise<Response | null> {
    const { scope, body } = request;
    if (scope === null || body instanceof ReadableStream || !this.#tokens.has(scope)) return null;
    const answer = await this.#follow(request, url, await this.#authorization(scope));
    if (answer.status !== 401) return answer;
    await answer.body?.cancel();
    this.#tokens.delete(scope);
    return null;
  }

  /** Rights over there have changed. */
  forgetTokens(): void {
    this.#tokens.clear();
  }

  /** @throws RemoteError also for more than 8 MiB, and for what is not JSON */
  async json<T>(request: RemoteRequest): Promise<{ readonly body: T; readonly headers: Headers; readonly status: number }> {
    const answer = await this.send(request);
    const bytes = await this.bytes(answer, answerBytesMax);
    try {
      return { body: JSON.parse(new TextDecoder().decode(bytes)) as T, headers: answer.headers, status: answer.status };
    } catch (error) {
      throw new RemoteError("failed", `${this.#host}: the answer is not JSON`, { cause: error });
    }
  }

  /** @throws RemoteError when it is longer, or breaks off */
  async bytes(answer: Response, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await readBounded(answer, bytesMax).catch((error: unknown) => {
      throw new RemoteError("damaged", `${this.#host}: the answer broke off`, { cause: error });
    });
    if (!bytes) throw new RemoteError("failed", `${this.#host}: the answer is longer than ${bytesMax} bytes`);
    return bytes;
  }

  get #host(): string {
    return new URL(this.base).host;
  }

  get #basic(): string | null {
    const { accessKey, accessSecret } = this.endpoint;
    return accessKey === "" ? null : `Basic ${Buffer.from(`${accessKey}:${accessSecret}`).toString("base64")}`;
  }

  async #authorization(scope: string | null): Promise<string | null> {
    if (scope === null) return this.#basic;
    this.#challenge ??= await this.#askForChallenge();
    if (this.#challenge === "none") return null;
    if (this.#challenge === "basic") return this.#basic;
    const known = this.#tokens.get(scope);
    if (known && known.untilMs > Date.now() + tokenMarginMs) return `Bearer ${known.value}`;
    const token = await this.#fetchToken(this.#challenge, scope);
    this.#tokens.set(scope, token);
    return `Bearer ${token.value}`;
  }

  /** distribution-spec v1.1 §"Determining Support", Docker token authentication. */
  async #askForChallenge(): Promise<Challenge | "basic" | "none"> {
    const url = new URL("/v2/", this.base);
    const answer = await this.#once({ method: "GET", url, authorization: null });
    await answer.body?.cancel();
    if (answer.status === 200) return "none";
    if (answer.status !== 401) throw ofNothing(await remoteRefusal(answer, url), "there is no registry there");
    const header = answer.headers.get("WWW-Authenticate");
    const challenge = bearerChallenge(header);
    if (!challenge) return /^basic\b/i.test(header ?? "") ? "basic" : "none";
    if (isTrustedRealm(this.endpoint.type, this.base, challenge.realm)) return challenge;
    const host = URL.parse(challenge.realm)?.host ?? challenge.realm;
    throw new RemoteError("refused", `${this.#host}: its token realm is on another host (${host}), which gets no credentials`);
  }

  async #fetchToken({ realm, service }: Challenge, scope: string): Promise<{ value: string; untilMs: number }> {
    const url = new URL(realm);
    if (service !== "") url.searchParams.set("service", service);
    for (const one of scope.split(" ").filter((part) => part !== "")) url.searchParams.append("scope", one);
    const answer = await this.#once({ method: "GET", url, authorization: this.#basic });
    if (answer.status === 401 || answer.status === 403) {
      await answer.body?.cancel();
      throw new RemoteError("unauthorized", `${this.#host}: wrong credentials`);
    }
    if (answer.status !== 200) throw ofNothing(await remoteRefusal(answer, url), "there is no token service there");
    const text = new TextDecoder().decode(await this.bytes(answer, answerBytesMax));
    const body = parseToken(text);
    if (!body) throw new RemoteError("failed", `${url.host}: the token service answered without a token`);
    return { value: body.value, untilMs: Date.now() + body.seconds * 1000 };
  }

  /** Only what reads is led elsewhere, a few times, and credentials stay with the host they are for. */
  async #follow(request: RemoteRequest, first: URL, authorization: string | null): Promise<Response> {
    let url = first;
    for (let hops = 0; ; hops += 1) {
      const isOwn = url.host === first.host && url.protocol === first.protocol;
      const answer = await this.#once({ ...request, url, authorization: isOwn ? authorization : null });
      const location = answer.headers.get("Location");
      const isRead = request.method === "GET" || request.method === "HEAD";
      if (!isRead || location === null || ![301, 302, 303, 307, 308].includes(answer.status)) return answer;
      await answer.body?.cancel();
      const next = URL.parse(location, url.href);
      if (!next || !/^https?:$/.test(next.protocol)) throw new RemoteError("failed", `${url.host} redirects to no address`);
      if (url.protocol === "https:" && next.protocol !== "https:") throw new RemoteError("refused", `${url.host} redirects to plain HTTP`);
      if (hops === redirectsMax) throw new RemoteError("failed", `${first.host} redirects too many times`);
      url = next;
    }
  }

  async #once(request: Omit<RemoteRequest, "to" | "scope" | "expects"> & { url: URL; authorization: string | null }): Promise<Response> {
    const headers = new Headers({ "User-Agent": "roadstead", ...request.headers });
    if (request.authorization !== null) headers.set("Authorization", request.authorization);
    const limit = new AbortController();
    const limitMs = request.timeoutMs === undefined ? timeoutMs : request.timeoutMs;
    const late = () => limit.abort(new Error(`no answer within ${(limitMs ?? 0) / 1000} seconds`));
    const timer = limitMs === null ? undefined : setTimeout(late, limitMs);
    const signal = AbortSignal.any([limit.signal, this.#signal, ...(request.signal ? [request.signal] : [])]);
    const sent = requestOnce(this.#store, {
      url: request.url.href,
      method: request.method,
      headers,
      body: request.body ?? null,
      caCertificate: this.endpoint.caCertificate,
      signal,
    });
    try {
      const answer = await sent;
      // The limit ends an answer, too, that is read as a whole.
      if ((request.isStreamed && answer.ok) || !answer.body) clearTimeout(timer);
      return answer;
    } catch (error) {
      clearTimeout(timer);
      if (error instanceof NotReached) throw new RemoteError("unreachable", error.message, { cause: error });
      throw error;
    }
  }
}

/** What is not there is then no repository, which nobody was asked for yet. */
function ofNothing(error: RemoteError, what: string): RemoteError {
  return error.fault === "absent" ? new RemoteError("failed", `${error.message}: ${what}`, { cause: error }) : error;
}

function parseToken(text: string): { value: string; seconds: number } | null {
  try {
    const { token, access_token: access, expires_in: seconds } = JSON.parse(text) as Record<string, unknown>;
    const value = typeof token === "string" && token !== "" ? token : access;
    // Docker: a service that says nothing means a minute.
    return typeof value === "string" && value !== ""
      ? { value, seconds: typeof seconds === "number" ? Math.min(seconds, 86_400) : 60 }
      : null;
  } catch {
    return null;
  }
}

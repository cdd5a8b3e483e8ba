export interface Failure {
  /** Of HTTP; 0 when nothing answered. */
  readonly status: number;
  /** Harbor's: `CONFLICT`, `FORBIDDEN`, … */
  readonly code: string;
  /** The API's sentence, in English. */
  readonly message: string;
  /** Finds the request in the site's log. */
  readonly requestId?: string | null;
  /** What the answer held, for the operations that say more than one sentence. */
  readonly body?: unknown;
}

export class ApiError extends Error implements Failure {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly body: unknown;

  constructor({ status, code, message, requestId = null, body = null }: Failure) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.body = body;
  }
}

/** `{"errors": [{"code", "message"}]}`, or what a proxy between says. */
export async function errorFrom(answer: Response): Promise<ApiError> {
  const requestId = answer.headers.get("X-Request-Id");
  const found: unknown = await answer.json().catch(() => null);
  const [first] = isErrors(found) ? found.errors : [];
  const message = first?.message ?? answer.statusText;
  return new ApiError({ status: answer.status, code: first?.code ?? "UNKNOWN", message, requestId, body: found });
}

function isErrors(value: unknown): value is { errors: { code?: string; message?: string }[] } {
  return typeof value === "object" && value !== null && "errors" in value && Array.isArray(value.errors);
}

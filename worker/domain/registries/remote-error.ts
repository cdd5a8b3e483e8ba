/** What may be wrong with a registry elsewhere. */
export type RemoteFault =
  /** No answer: unknown host, refused or broken connection, bad certificate, an address that may not be reached. */
  | "unreachable"
  /** The credentials are wrong, or lack a right. */
  | "unauthorized"
  /** It is not there. */
  | "absent"
  /** 429, 503: later. */
  | "busy"
  /** It said no: quota, policy, immutable tag, a manifest it does not know. */
  | "refused"
  /** 5xx, or an answer that makes no sense. */
  | "failed"
  /** Bytes that broke off, or are not those of their digest. */
  | "damaged";

/** A registry elsewhere did not do what it was asked. The message is for people, and holds no secret. */
export class RemoteError extends Error {
  readonly fault: RemoteFault;
  /** By its own word; null: it did not say. */
  readonly retryAfterMs: number | null;
  /** A registry's own word that something is not there; else it may have been that of whatever stands before it. */
  readonly isTold: boolean;
  constructor(fault: RemoteFault, message: string, options: { cause?: unknown; retryAfterMs?: number | null; isTold?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.fault = fault;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.isTold = options.isTold ?? false;
  }
}

const passing: ReadonlySet<RemoteFault> = new Set(["unreachable", "busy", "failed", "damaged"]);

/** Whether the same request may succeed a little later. */
export function isPassing(error: RemoteError): boolean {
  return passing.has(error.fault);
}

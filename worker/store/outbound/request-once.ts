import { Buffer } from "node:buffer";
import { bindingsOf, type Store } from "../db.ts";
import { NotReached } from "./not-reached.ts";

export interface OutboundRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: ReadableStream | string | Uint8Array<ArrayBuffer> | null;
  /** PEM: beside the public ones. Only a standalone server can use it. */
  readonly caCertificate: string | null;
  readonly signal: AbortSignal;
}

/** Whether a certificate authority of one's own can be used here: the Node host makes the connections. */
export function takesCaCertificates(store: Store): boolean {
  return bindingsOf(store).ROADSTEAD_TCP !== undefined;
}

/**
 * One request and its answer, whatever the status. Redirects are not followed: whoever asks decides where a credential may go.
 *
 * @throws NotReached saying why there is no answer
 */
export async function requestOnce(store: Store, request: OutboundRequest): Promise<Response> {
  const { url, method, body, signal, caCertificate } = request;
  const headers = new Headers(request.headers);
  if (caCertificate !== null && takesCaCertificates(store)) {
    headers.set("Roadstead-Outbound-Ca", Buffer.from(caCertificate).toString("base64"));
  }
  const answer = await fetch(url, { method, headers, body, signal, redirect: "manual" }).catch((error: unknown) => {
    const { host } = new URL(url);
    const reason = signal.aborted ? signal.reason : error;
    throw new NotReached(`${host}: ${reason instanceof Error ? reason.message : String(reason)}`, { cause: error });
  });
  // What a standalone server's host says instead of an answer.
  if (answer.headers.has("roadstead-outbound-error")) throw new NotReached((await answer.text()).trim());
  return answer;
}

import { readBounded } from "../../lib/read-bounded.ts";
import { RemoteError, type RemoteFault } from "./remote-error.ts";

const errorBytesMax = 64 * 1024;
const textCharsMax = 500;
const retryAfterMsMax = 600_000;

/** What an answer with an unwelcome status says, as an error for people. */
export async function remoteRefusal(answer: Response, url: URL): Promise<RemoteError> {
  const { said, isTold } = await saidBy(answer);
  const retryAfterMs = retryAfter(answer.headers.get("Retry-After"));
  const fault = faultOf(answer.status);
  const hint = fault === "unauthorized" ? "wrong credentials, or a right is missing: " : "";
  return new RemoteError(fault, `${hint}${url.host} answered ${answer.status}${said === "" ? "" : `: ${said}`}`, { retryAfterMs, isTold });
}

function faultOf(status: number): RemoteFault {
  if (status === 401) return "unauthorized";
  if (status === 404) return "absent";
  if (status === 429 || status === 503) return "busy";
  if (status === 408) return "damaged";
  return status >= 500 ? "failed" : "refused";
}

/** distribution-spec v1.1 §"Error Codes" for what is not there, and Harbor's. Proxies have error bodies of the same form. */
const registryCodes: ReadonlySet<string> = new Set(["NAME_UNKNOWN", "MANIFEST_UNKNOWN", "BLOB_UNKNOWN", "NOT_FOUND"]);

/** The messages of a registry's or Harbor's error body, or the beginning of a text. */
async function saidBy(answer: Response): Promise<{ said: string; isTold: boolean }> {
  const bytes = await readBounded(answer, errorBytesMax).catch(() => null);
  const text = bytes ? new TextDecoder().decode(bytes).trim() : "";
  try {
    const { errors } = JSON.parse(text) as { errors?: { code?: unknown; message?: unknown }[] };
    if (Array.isArray(errors)) {
      const each = errors.map(({ code, message }) => [code, message].filter((part) => typeof part === "string" && part !== "").join(" "));
      const isTold = errors.some(({ code }) => typeof code === "string" && registryCodes.has(code));
      return { said: each.join("; ").slice(0, textCharsMax), isTold };
    }
  } catch {
    // Not JSON: a proxy's page, perhaps.
  }
  return { said: text.startsWith("<") ? "" : text.slice(0, textCharsMax), isTold: false };
}

/** RFC 9110 §10.2.3: seconds or a date. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^-?\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), retryAfterMsMax) : null;
}

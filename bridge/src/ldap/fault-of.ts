import { isIP } from "node:net";
import { getCACertificates } from "node:tls";
import { ResultCodeError } from "ldapts";
import { DirectoryFault, type Fault } from "../protocol/faults.ts";

/** Result codes of RFC 4511 §4.1.9 and Appendix A that have a name of their own; all others are `directory_error`. */
const byResultCode: Readonly<Record<number, Fault>> = {
  3: "directory_timeout",
  4: "directory_busy",
  8: "tls_required",
  10: "referral",
  11: "directory_busy",
  13: "tls_required",
  32: "base_missing",
  34: "misconfigured",
  50: "search_not_allowed",
  51: "directory_busy",
  52: "directory_busy",
  54: "referral",
};

/** Codes of Node's TLS that say what is wrong with a certificate. */
const certificateCodes = /^(UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/;

/** What an error of the LDAP library means. Its text may hold names, never a password. */
export function faultOf(error: unknown): DirectoryFault {
  if (error instanceof DirectoryFault) return error;
  const detail = error instanceof Error ? error.message.trim().slice(0, 500) : String(error);
  return new DirectoryFault(nameOf(error, detail), detail, { cause: error });
}

function nameOf(error: unknown, detail: string): Fault {
  if (error instanceof ResultCodeError) return byResultCode[error.code] ?? "directory_error";
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  if (certificateCodes.test(code)) return "untrusted_certificate";
  if (/^(EPROTO|ERR_SSL|ERR_TLS)/.test(code) || /before secure TLS connection/.test(detail)) return "tls_failed";
  if (/Operation timed out/.test(detail)) return "directory_timeout";
  if (/^E[A-Z]+$/.test(code) || isLost(error) || /Connection timeout|Socket/.test(detail)) return "unreachable";
  return "directory_error";
}

/** The connection ended under the request: on one that had been idle this says nothing about the directory. */
export function isLost(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Connection closed before|Socket error|Socket connection not established)|ECONNRESET|EPIPE/.test(error.message)
  );
}

/** The options of TLS for a host: a name is also what the certificate must be for. */
export function tlsOptions(url: string, trust: { verify: boolean; ca: string | null }) {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
  return {
    host,
    ...(isIP(host) ? {} : { servername: host }),
    rejectUnauthorized: trust.verify,
    ...(trust.ca === null ? {} : { ca: [...getCACertificates("default"), trust.ca] }),
  };
}

/** What people know a failed connection by, for the codes of Node and OpenSSL. */
const words: Readonly<Record<string, string>> = {
  ENOTFOUND: "unknown host",
  EAI_AGAIN: "the name servers did not answer",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection broke off",
  EPIPE: "the connection broke off",
  UND_ERR_SOCKET: "the connection broke off",
  EHOSTUNREACH: "no way to the host",
  ENETUNREACH: "no way to the host",
  ETIMEDOUT: "no answer in time",
  UND_ERR_CONNECT_TIMEOUT: "no answer in time",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stalled",
  CERT_HAS_EXPIRED: "the certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is for another host",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS",
};

/** Why a connection failed, in words, with what the system said. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // Several addresses were tried: each has its own error.
  const inner = error instanceof AggregateError ? error.errors.find((one) => one instanceof Error) : undefined;
  const said = error.message || (inner instanceof Error ? inner.message : code);
  const known = words[code] ?? (error.cause instanceof Error ? wordsOf(error.cause) : undefined);
  return known === undefined ? said : `${known} (${said})`;
}

function wordsOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? words[error.code] : undefined;
}

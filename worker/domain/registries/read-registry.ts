/** What is accepted as a registry. */
import { isPemCertificates } from "../../lib/certificates.ts";
import { DomainError } from "../errors.ts";
import { isProviderType, providers } from "./providers.ts";

/** As they come in; absent or null: not given. */
export interface GivenRegistry {
  readonly name?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly credentialType?: string | null | undefined;
  readonly accessKey?: string | null | undefined;
  readonly accessSecret?: string | null | undefined;
  readonly insecure?: boolean | null | undefined;
  readonly caCertificate?: string | null | undefined;
}

/** What a secret is shown as; sent back, it means the one that is kept. */
export const secretMask = "*****";

const charactersMax = { name: 256, url: 512, description: 1024, access_key: 512, access_secret: 8192 } as const;
const caBytesMax = 8192;

/** @throws DomainError BAD_REQUEST */
export function readName(name: string): string {
  const trimmed = bounded("name", name.trim());
  if (trimmed === "") throw invalid("name is missing");
  return trimmed;
}

/** @throws DomainError BAD_REQUEST */
export function readDescription(description: string): string {
  return bounded("description", description);
}

/** @throws DomainError BAD_REQUEST */
export function readType(type: string): string {
  if (!isProviderType(type)) throw invalid(`type must be one of ${Object.keys(providers).join(", ")}`);
  return type;
}

/** Scheme, host and port. @throws DomainError BAD_REQUEST */
export function readUrl(text: string): string {
  const trimmed = bounded("url", text.trim());
  if (trimmed === "") throw invalid("url is missing");
  const url = URL.parse(trimmed);
  if (!url || !/^https?:\/\//i.test(trimmed)) throw invalid("url must begin with http:// or https:// and a host");
  if (url.username !== "" || url.password !== "") throw invalid("url must not hold credentials; give them as the credential");
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(trimmed)) throw invalid("url must have neither a query nor a fragment");
  if (!/^\/*$/.test(url.pathname)) throw invalid("url must not have a path; repositories are named in policies");
  return url.origin;
}

/** @throws DomainError BAD_REQUEST */
export function readCredential({ accessKey, accessSecret }: { accessKey: string; accessSecret: string }): {
  readonly accessKey: string;
  readonly accessSecret: string;
} {
  const key = bounded("access_key", accessKey.trim());
  // Basic authentication ends the name with it.
  if (key.includes(":")) throw invalid("access_key must not hold a colon");
  if (/[\r\n\0]/.test(key + accessSecret)) throw invalid("access_key and access_secret must be one line each");
  if (key === "" && accessSecret !== "") throw invalid("access_key is missing");
  return { accessKey: key, accessSecret: bounded("access_secret", accessSecret) };
}

/** What is refused whatever it says of the rest. @throws DomainError BAD_REQUEST */
export function refuseUnsafe({ insecure, credentialType }: GivenRegistry): void {
  if (insecure === true)
    throw invalid("insecure must be false: certificates are always verified; give the certificate of their authority as ca_certificate");
  if (credentialType !== undefined && credentialType !== null && credentialType !== "" && credentialType !== "basic")
    throw invalid("the type of a credential must be basic");
}

/** Null when it is empty. @throws DomainError BAD_REQUEST */
export function readCaCertificate(pem: string, isTrustedHere: boolean): string | null {
  const trimmed = pem.trim();
  if (trimmed === "") return null;
  if (!isTrustedHere) throw invalid("ca_certificate: only a standalone server can trust an authority that is given");
  if (new TextEncoder().encode(trimmed).byteLength > caBytesMax) throw invalid(`ca_certificate must have at most ${caBytesMax} bytes`);
  if (!isPemCertificates(trimmed)) throw invalid("ca_certificate must be certificates in PEM");
  return trimmed;
}

function bounded(field: keyof typeof charactersMax, text: string): string {
  const max = charactersMax[field];
  if (text.length > max) throw invalid(`${field} must have at most ${max} characters`);
  return text;
}

function invalid(message: string): DomainError {
  return new DomainError("BAD_REQUEST", { message });
}

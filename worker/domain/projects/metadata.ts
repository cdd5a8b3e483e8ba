import { DomainError } from "../errors.ts";

/** Harbor's keys, whose values are texts; `public` is a column of its own here. */
const keys: ReadonlySet<string> = new Set([
  "enable_content_trust",
  "enable_content_trust_cosign",
  "prevent_vul",
  "severity",
  "auto_scan",
  "auto_sbom_generation",
  "reuse_sys_cve_allowlist",
  "retention_id",
  "proxy_speed_kb",
]);

/** Takes a project's settings apart; unknown keys are dropped, as Harbor drops them. @throws DomainError BAD_REQUEST */
export function readMetadata(given: Readonly<Record<string, string>>): { isPublic: boolean | null; metadata: Record<string, string> } {
  const { public: visibility, ...rest } = given;
  if (visibility !== undefined && visibility !== "true" && visibility !== "false") {
    throw new DomainError("BAD_REQUEST", { message: 'metadata.public must be "true" or "false"' });
  }
  const metadata = Object.fromEntries(Object.entries(rest).filter(([key]) => keys.has(key)));
  return { isPublic: visibility === undefined ? null : visibility === "true", metadata };
}

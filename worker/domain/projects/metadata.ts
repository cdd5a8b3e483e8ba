import { DomainError } from "../errors.ts";

const isFlag = (value: string) => (value === "true" || value === "false" ? null : 'must be "true" or "false"');
const isNumber = (value: string) => (/^-?\d{1,15}$/.test(value) ? null : "must be a number");
const isAny = () => null;
const severities = ["none", "low", "medium", "high", "critical"];

/** Harbor's keys of a project's settings, whose values are texts, with what is wrong about a value. `public` is a column here. */
const keys: Readonly<Record<string, (value: string) => string | null>> = {
  public: isFlag,
  enable_content_trust: isFlag,
  enable_content_trust_cosign: isFlag,
  prevent_vul: isFlag,
  severity: (value) => (severities.includes(value.toLowerCase()) ? null : `must be one of ${severities.join(", ")}`),
  auto_scan: isFlag,
  auto_sbom_generation: isFlag,
  reuse_sys_cve_allowlist: isFlag,
  retention_id: isNumber,
  proxy_speed_kb: isNumber,
  max_upstream_conn: isNumber,
  proxy_cache_local_on_not_found: isFlag,
  proxy_referrer_api: isFlag,
  proxy_cache_filter_pattern: isAny,
  proxy_cache_filter_kind: isAny,
};

export interface ProjectSettings {
  /** Null: not given. */
  readonly isPublic: boolean | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Takes a project's settings apart; unknown keys are dropped, as Harbor drops them. @throws DomainError BAD_REQUEST naming the key */
export function readMetadata(given: Readonly<Record<string, string | null | undefined>>): ProjectSettings {
  const metadata: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (!isMetadataKey(key) || value === null || value === undefined) continue;
    const problem = keys[key]?.(value);
    if (problem) throw new DomainError("BAD_REQUEST", { message: `metadata.${key} ${problem}` });
    metadata[key] = value;
  }
  const { public: visibility, ...rest } = metadata;
  return { isPublic: visibility === undefined ? null : visibility === "true", metadata: rest };
}

export function isMetadataKey(key: string): boolean {
  return Object.hasOwn(keys, key);
}

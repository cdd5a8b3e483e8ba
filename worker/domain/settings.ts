/** Settings a deployment gives at its start, parsed once: optional in, required out. */

/** Times in seconds, with their defaults and smallest values (docs/storage.md, "Times"). */
const times = {
  gc_window: { seconds: 7200, min: 0 },
  push_lease: { seconds: 86_400, min: 1 },
  upload_expiry: { seconds: 86_400, min: 1 },
  upload_margin: { seconds: 60, min: 0 },
  body_lease: { seconds: 60, min: 1 },
  trash_retention: { seconds: 604_800, min: 0 },
  token_expiration: { seconds: 1800, min: 1 },
  signing_key_rotation: { seconds: 30 * 86_400, min: 1 },
} as const;

type TimeKey = keyof typeof times;

export interface Settings {
  readonly times: Readonly<Record<TimeKey, { readonly ms: number }>>;
  /** Scheme and host that challenges name; null: those of the request. */
  readonly externalUrl: string | null;
  /** What clients speak, where TLS ends before the Worker: `http` or `https`; null: what the request says. */
  readonly scheme: string | null;
  /** Differs at each start of a standalone server; null on Cloudflare, where no start ends all that ran before. */
  readonly bootId: string | null;
  /** Base64 keys for what must be read back; the first seals, the others only open. */
  readonly secretKeys: readonly string[];
  /** For the first start only: the administrator's password. */
  readonly admin: { readonly password: string | null; readonly generated: boolean };
}

/** @throws Error naming the variable when a value is not a number within its bounds. */
export function parseSettings(variables: Readonly<Record<string, unknown>>): Settings {
  const entries = Object.entries(times).map(([key, { seconds, min }]) => {
    const name = `ROADSTEAD_${key.toUpperCase()}`;
    return [key, { ms: parseSeconds(name, variables[name], seconds, min) * 1000 }] as const;
  });
  return {
    times: Object.fromEntries(entries) as Settings["times"],
    scheme: textOf(variables.ROADSTEAD_SCHEME),
    externalUrl: parseUrl(variables.ROADSTEAD_EXTERNAL_URL),
    bootId: textOf(variables.ROADSTEAD_BOOT_ID),
    secretKeys: [variables.SECRET_KEY, variables.SECRET_KEY_PREVIOUS].map(textOf).filter((key) => key !== null),
    admin: {
      password: textOf(variables.ROADSTEAD_ADMIN_PASSWORD),
      generated: variables.ROADSTEAD_ADMIN_PASSWORD_GENERATED === "1",
    },
  };
}

function parseSeconds(name: string, value: unknown, fallback: number, min: number): number {
  if (value === undefined || value === "") return fallback;
  const seconds = Number(value);
  if (!Number.isFinite(seconds) || seconds < min) throw new Error(`${name} must be a number of seconds, at least ${min}`);
  return seconds;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function parseUrl(value: unknown): string | null {
  if (value === undefined || value === "") return null;
  const url = typeof value === "string" ? URL.parse(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error("ROADSTEAD_EXTERNAL_URL must be an http or https URL");
  return url.origin;
}

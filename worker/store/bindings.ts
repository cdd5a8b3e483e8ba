/** What wrangler.toml and the standalone server bind. Read nowhere but in `store/` and where the settings are parsed. */
export interface Bindings {
  readonly DB: D1Database;
  readonly BLOBS: R2Bucket;
  readonly REPOSITORY: DurableObjectNamespace;
  readonly LOGIN_GUARD: DurableObjectNamespace;
  readonly DIRECTORY_BRIDGE: DurableObjectNamespace;
  readonly JOBS: Queue;
  readonly EVENTS: Queue;
  /** On a standalone server only: raw TCP through the Node host. */
  readonly ROADSTEAD_TCP?: Fetcher;
  /** On a standalone server only: LDAP from the Node host. */
  readonly ROADSTEAD_LDAP?: Fetcher;
  readonly SECRET_KEY: string;
  readonly ROADSTEAD_EXTERNAL_URL?: string;
  readonly ROADSTEAD_ADMIN_PASSWORD?: string;
  readonly ROADSTEAD_ADMIN_PASSWORD_GENERATED?: string;
  readonly ROADSTEAD_BOOT_ID?: string;
}

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** `node`: pure functions, and programs that run in Node. `workers`: inside workerd, with real D1, R2 and Durable Objects. */
export default defineConfig({
  test: {
    // What a failing test printed is worth reading; faults that are injected on purpose are not.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "node",
          include: ["test/{domain,lib,bridge,architecture,harbor,interleavings,standalone,server,bench}/**/*.test.ts"],
          environment: "node",
          // Most of the long ones wait.
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
          testTimeout: 30_000,
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations("migrations"),
                SECRET_KEY: "c2VjcmV0IGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU=",
                ROADSTEAD_ADMIN_PASSWORD: "Harbor12345",
                // Short enough to be waited for.
                ROADSTEAD_BODY_LEASE: "2",
                ROADSTEAD_UPLOAD_EXPIRY: "30",
                ROADSTEAD_UPLOAD_MARGIN: "0",
              },
            },
          })),
        ],
        test: {
          name: "workers",
          include: ["test/worker/**/*.test.ts"],
          globalSetup: ["test/worker/support/tcp-sink.ts"],
          setupFiles: ["test/worker/support/migrate.ts"],
          // One workerd and one database for all files: each test makes its own project.
          isolate: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
    ],
  },
});

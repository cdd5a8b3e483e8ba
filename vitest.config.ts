import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const soak = "test/server/soak.test.ts";

/** Begun first: none of them is left over when all the others have ended. */
const longest = ["kills", "gc-kills", "faults", "memory", "sockets"].map((name) => `/test/server/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => longest.findIndex((path) => moduleId.endsWith(path)) + 1 || longest.length + 1;
    // oxlint-disable-next-line unicorn/no-array-sort -- vitest's own, of its sequencer
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/**
 * `node`: pure functions, and programs that run in Node. `ui`: parts of the portal, in jsdom. `workers`: inside workerd, with real D1, R2 and
 * Durable Objects. `alone`: what means nothing when other tests take the processor away.
 */
export default defineConfig({
  test: {
    // What a failing test printed is worth reading; faults that are injected on purpose are not.
    silent: "passed-only",
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "node",
          include: ["test/{domain,lib,bridge,architecture,harbor,interleavings,standalone,server,bench}/**/*.test.ts"],
          exclude: [soak],
          environment: "node",
          // Most of the long ones wait.
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: "ui",
          include: ["test/ui/**/*.test.{ts,tsx}"],
          environment: "jsdom",
          setupFiles: ["test/ui/support/setup.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
          testTimeout: 30_000,
        },
      },
      {
        test: { name: "alone", include: [soak], environment: "node", maxWorkers: 1, sequence: { groupOrder: 2 } },
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
          // A workerd and a database for each of the two workers, shared by the files that it gets: each test makes its own project.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
    ],
  },
});

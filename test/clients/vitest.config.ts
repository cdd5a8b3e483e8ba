import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "clients",
    include: ["test/clients/**/*.test.ts", "test/conformance/**/*.test.ts"],
    environment: "node",
    // They share one server and two cores.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});

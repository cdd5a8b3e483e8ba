/** Builds the portal into `dist/ui`. The route tree (`src/routeTree.gen.ts`) is written from the files of `src/routes`, one for each URL. */
import { resolve } from "node:path";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { codeSplitting, preloads } from "./chunks.ts";

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  plugins: [
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      routesDirectory: resolve(here, "src/routes"),
      generatedRouteTree: resolve(here, "src/routeTree.gen.ts"),
      quoteStyle: "double",
      semicolons: true,
    }),
    react(),
    preloads,
  ],
  build: {
    // The stylesheet of a page comes with it, and nothing is inlined: the content security policy allows no `data:` scripts.
    assetsInlineLimit: 0,
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting } },
  },
});

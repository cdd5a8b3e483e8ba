/** Builds the portal into `dist/ui`. The route tree (`src/routeTree.gen.ts`) is written from the files of `src/routes`, one for each URL. */
import { resolve } from "node:path";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = import.meta.dirname;

const packages = (...names: string[]) => names.map((name) => `/node_modules/${name}/`);
const mantine = (...names: string[]) => names.map((name) => `/node_modules/@mantine/core/esm/${name}`);
const components = (...names: string[]) => mantine(...names.map((name) => `components/${name}/`));
const own = (...names: string[]) => names.map((name) => `/ui/src/${name}`);

/**
 * What the first pages need anyway comes in few files: each file costs a round trip and compresses by itself. Everything else is cut by the
 * pages that use it. The first group that names the beginning of a module's path has the module.
 */
const groups: Readonly<Record<string, string[]>> = {
  react: packages("react", "react-dom", "scheduler"),
  // With React, all of the sign-in page but itself.
  theme: [
    "vite/preload-helper",
    ...own("surroundings", "theme/", "i18n/language", "i18n/format"),
    ...mantine("core/MantineProvider/", "core/utils/"),
  ],
  "sign-in": own(
    "api/client",
    "api/errors",
    "api/session-end",
    "features/sign-in/sign-in-form",
    "features/sign-in/password-field",
    "i18n/texts/sign-in",
  ),
  routing: packages("@tanstack/[^/]+", "use-sync-external-store"),
  shell: [
    ...packages("@floating-ui/[^/]+"),
    ...mantine("core/", "utils/"),
    ...components(
      "ActionIcon",
      "Alert",
      "Anchor",
      "AppShell",
      "Avatar",
      "Badge",
      "Breadcrumbs",
      "Burger",
      "Button",
      "CloseButton",
      "Collapse",
    ),
    ...components("Group", "Input", "InputBase", "Kbd", "Loader", "Menu", "NavLink", "Overlay", "Paper", "Popover"),
    ...components(
      "Portal",
      "ScrollArea",
      "Skeleton",
      "Stack",
      "Text",
      "TextInput",
      "ThemeIcon",
      "Title",
      "Tooltip",
      "Transition",
      "UnstyledButton",
    ),
    ...own("api/", "i18n/plural", "i18n/texts/common", "i18n/texts/errors", "i18n/texts/shell", "router"),
    ...own("components/(?:empty-state|error-message|links|not-found|page|page-error|page-skeleton|refused)\\.tsx"),
    ...own("features/shell/(?!notifications)"),
  ],
};

const codeSplitting = {
  groups: Object.entries(groups).map(([name, paths], index, all) => ({
    name,
    test: new RegExp(paths.join("|")),
    priority: all.length - index,
  })),
};

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

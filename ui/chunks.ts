/**
 * Which modules come in one file. What the first pages need anyway comes in few: each file costs a round trip, and compresses by itself.
 * Everything else is cut by the pages that use it.
 */
import type { Plugin } from "vite";

const packages = (...names: string[]) => names.map((name) => `/node_modules/${name}/`);
const mantine = (...names: string[]) => names.map((name) => `/node_modules/@mantine/core/esm/${name}`);
const components = (names: string) => mantine(...names.split(/\s+/).map((name) => `components/${name}/`));
const own = (names: string) => names.split(/\s+/).map((name) => `/ui/src/${name}`);

/** A module is of the first group that names a part of its path. */
const groups: Readonly<Record<string, string[]>> = {
  // By itself: the entry must not wait for React to learn what else to ask for.
  loader: ["vite/preload-helper"],
  react: packages("react", "react-dom", "scheduler"),
  // With React, all of the sign-in page but itself.
  theme: [...own("surroundings theme/logo theme/theme i18n/language i18n/format"), ...mantine("core/MantineProvider/", "core/utils/")],
  "sign-in": own("api/client api/errors api/session-end features/sign-in/sign-in-form features/sign-in/password-field i18n/texts/sign-in"),
  routing: packages("@tanstack/[^/]+", "use-sync-external-store"),
  shell: [
    ...packages("@floating-ui/[^/]+"),
    ...mantine("core/", "utils/"),
    ...components("ActionIcon Alert Anchor AppShell Avatar Badge Breadcrumbs Burger Button CloseButton Collapse Group Kbd Loader NavLink"),
    ...components("Paper Portal ScrollArea SimpleGrid Skeleton Stack Text ThemeIcon Title Tooltip Transition UnstyledButton"),
    ...own("api/ router i18n/plural i18n/texts/common i18n/texts/errors i18n/texts/shell i18n/texts/home features/home/"),
    ...own("components/(?:empty-state|error-message|links|not-found|page|page-error|page-skeleton|refused|time)\\.tsx"),
    ...own("features/shell/(?:account-button|account-menu|menu|notifications|search-button|shell)\\.tsx"),
  ],
};

export const codeSplitting = {
  groups: Object.entries(groups).map(([name, paths], index, all) => ({
    name,
    test: new RegExp(paths.join("|")),
    priority: all.length - index,
  })),
};

/** What every page needs is asked for with the page itself, before its first script says so. */
export const preloads: Plugin = {
  name: "preloads",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle = {} }) =>
      Object.values(bundle)
        .filter((file) => file.type === "chunk" && ["react", "theme"].includes(file.name))
        .map(({ fileName }) => ({
          tag: "link",
          attrs: { rel: "modulepreload", crossorigin: true, href: `/${fileName}` },
          injectTo: "head",
        })),
  },
};

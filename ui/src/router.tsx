import { createRouter } from "@tanstack/react-router";
import { queryClient } from "./api/query-client.ts";
import { PageError } from "./components/page-error.tsx";
import { PageSkeleton } from "./components/page-skeleton.tsx";
import { NotFound } from "./components/not-found.tsx";
import { routeTree } from "./routeTree.gen.ts";

export const router = createRouter({
  routeTree,
  context: { queryClient },
  // What a route does not know, or not with that value, stays in nobody's address.
  search: { strict: true },
  defaultPreload: "intent",
  // The queries know how fresh they are.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The right that the page needs, as `<resource>:<action>` in its project, or `site` for system administrators. */
    needs?: string;
  }
}

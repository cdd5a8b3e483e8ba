import "@mantine/core/styles.layer.css";
import "mantine-datatable/styles.layer.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { SessionEnd } from "./features/sign-in/session-end.tsx";
import { router } from "./router.tsx";
import { Surroundings } from "./surroundings.tsx";

// Nothing has been done yet that it would tell.
const Notifications = lazy(() =>
  import("./features/shell/notifications.tsx").then(({ Notifications: component }) => ({ default: component })),
);

export function start(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <Surroundings>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <SessionEnd />
          <Suspense fallback={null}>
            <Notifications />
          </Suspense>
        </QueryClientProvider>
      </Surroundings>
    </StrictMode>,
  );
}

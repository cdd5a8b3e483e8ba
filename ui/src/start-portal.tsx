import "@mantine/core/styles.layer.css";
import "mantine-datatable/styles.layer.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { currentUserQuery, systemInfoQuery } from "./api/session.ts";
import { Notifications } from "./features/shell/notifications.tsx";
import { SessionEnd } from "./features/sign-in/session-end.tsx";
import { router } from "./router.tsx";
import { Surroundings } from "./surroundings.tsx";

export function start(root: HTMLElement): void {
  // Each page asks for both, one after the other.
  void queryClient.prefetchQuery(currentUserQuery);
  void queryClient.prefetchQuery(systemInfoQuery);
  createRoot(root).render(
    <StrictMode>
      <Surroundings>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <SessionEnd />
          <Notifications />
        </QueryClientProvider>
      </Surroundings>
    </StrictMode>,
  );
}

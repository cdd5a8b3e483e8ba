import "mantine-datatable/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { SessionEndedDialog } from "./features/sign-in/session-ended-dialog.tsx";
import { router } from "./router.tsx";
import { Surroundings } from "./surroundings.tsx";

export function start(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <Surroundings>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <SessionEndedDialog />
          <Notifications position="bottom-right" />
        </QueryClientProvider>
      </Surroundings>
    </StrictMode>,
  );
}

import { createFileRoute } from "@tanstack/react-router";
import { currentUserQuery, systemInfoQuery } from "../api/session.ts";
import { Shell } from "../features/shell/shell.tsx";

export const Route = createFileRoute("/_shell")({
  loader: async ({ context: { queryClient } }) => {
    await Promise.all([queryClient.ensureQueryData(currentUserQuery), queryClient.ensureQueryData(systemInfoQuery)]);
  },
  component: Shell,
});

import { createFileRoute, redirect } from "@tanstack/react-router";
import { currentUserQuery } from "../../api/session.ts";
import { HomePage } from "../../features/home/home-page.tsx";

export const Route = createFileRoute("/_shell/")({
  beforeLoad: async ({ context: { queryClient } }) => {
    if ((await queryClient.ensureQueryData(currentUserQuery)) === null) throw redirect({ href: "/sign-in", reloadDocument: true });
  },
  component: HomePage,
});

import { createFileRoute } from "@tanstack/react-router";
import { AuthenticationPage } from "../../../features/configuration/authentication-page.tsx";

export const Route = createFileRoute("/_shell/configuration/authentication")({
  staticData: { needs: "site" },
  component: AuthenticationPage,
});

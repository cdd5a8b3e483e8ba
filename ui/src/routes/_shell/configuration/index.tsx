import { createFileRoute } from "@tanstack/react-router";
import { ConfigurationPage } from "../../../features/configuration/configuration-page.tsx";

export const Route = createFileRoute("/_shell/configuration/")({ staticData: { needs: "site" }, component: ConfigurationPage });

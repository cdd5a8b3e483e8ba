import { createFileRoute } from "@tanstack/react-router";
import { HealthPage } from "../../features/health/health-page.tsx";

export const Route = createFileRoute("/_shell/health")({ staticData: { needs: "site" }, component: HealthPage });

import { createFileRoute } from "@tanstack/react-router";
import { StatisticsPage } from "../../features/statistics/statistics-page.tsx";

export const Route = createFileRoute("/_shell/statistics")({ staticData: { needs: "site" }, component: StatisticsPage });

import { Page } from "../../components/page.tsx";

export function StatisticsPage() {
  return <Page title="StatisticsPage">{null}</Page>;
}

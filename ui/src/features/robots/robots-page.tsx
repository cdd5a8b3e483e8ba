import { Page } from "../../components/page.tsx";

export function RobotsPage() {
  return <Page title="RobotsPage">{null}</Page>;
}

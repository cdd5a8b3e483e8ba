import { Page } from "../../components/page.tsx";

export function ProjectRobotsPage() {
  return <Page title="ProjectRobotsPage">{null}</Page>;
}

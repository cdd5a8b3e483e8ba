import { Page } from "../../components/page.tsx";

export function ProjectLabelsPage() {
  return <Page title="ProjectLabelsPage">{null}</Page>;
}

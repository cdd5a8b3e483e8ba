import { Page } from "../../components/page.tsx";

export function ProjectLogsPage() {
  return <Page title="ProjectLogsPage">{null}</Page>;
}

import { Page } from "../../components/page.tsx";

export function ProjectSettingsPage() {
  return <Page title="ProjectSettingsPage">{null}</Page>;
}

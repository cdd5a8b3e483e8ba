import { Page } from "../../components/page.tsx";

export function ArtifactPage() {
  return <Page title="ArtifactPage">{null}</Page>;
}

import { Page } from "../../components/page.tsx";

export function DeletedArtifactsPage() {
  return <Page title="DeletedArtifactsPage">{null}</Page>;
}

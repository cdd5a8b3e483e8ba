import { Page } from "../../components/page.tsx";

export function LabelsPage() {
  return <Page title="LabelsPage">{null}</Page>;
}

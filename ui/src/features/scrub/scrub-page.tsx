import { Page } from "../../components/page.tsx";

export function ScrubPage() {
  return <Page title="ScrubPage">{null}</Page>;
}

import { Page } from "../../components/page.tsx";

export function ImmutabilityPage() {
  return <Page title="ImmutabilityPage">{null}</Page>;
}

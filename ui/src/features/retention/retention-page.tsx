import { Page } from "../../components/page.tsx";

export function RetentionPage() {
  return <Page title="RetentionPage">{null}</Page>;
}

import { Page } from "../../components/page.tsx";

export function QuotasPage() {
  return <Page title="QuotasPage">{null}</Page>;
}

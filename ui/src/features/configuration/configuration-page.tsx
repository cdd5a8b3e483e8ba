import { Page } from "../../components/page.tsx";

export function ConfigurationPage() {
  return <Page title="ConfigurationPage">{null}</Page>;
}

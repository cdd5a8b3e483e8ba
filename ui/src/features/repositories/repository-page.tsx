import { Page } from "../../components/page.tsx";

export function RepositoryPage() {
  return <Page title="RepositoryPage">{null}</Page>;
}

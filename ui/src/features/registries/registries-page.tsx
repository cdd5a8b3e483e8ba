import { Page } from "../../components/page.tsx";

export function RegistriesPage() {
  return <Page title="RegistriesPage">{null}</Page>;
}

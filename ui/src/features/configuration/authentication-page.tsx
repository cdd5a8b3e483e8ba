import { Page } from "../../components/page.tsx";

export function AuthenticationPage() {
  return <Page title="AuthenticationPage">{null}</Page>;
}

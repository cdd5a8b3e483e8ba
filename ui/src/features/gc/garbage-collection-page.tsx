import { Page } from "../../components/page.tsx";

export function GarbageCollectionPage() {
  return <Page title="GarbageCollectionPage">{null}</Page>;
}

import { createFileRoute } from "@tanstack/react-router";
import { listSearch } from "../../../../components/list-search.ts";
import { parseArtifactAddress } from "../../../../features/artifacts/artifact-address.ts";
import { ArtifactPage } from "../../../../features/artifacts/artifact-page.tsx";
import { artifactQuery, manifestQuery } from "../../../../features/artifacts/queries.ts";

export const Route = createFileRoute("/_shell/projects/$project/artifacts/$")({
  validateSearch: ({ tab, ...search }: Record<string, unknown>) => ({ ...listSearch(search), ...(typeof tab === "string" ? { tab } : {}) }),
  loader: async ({ context: { queryClient }, params: { project, _splat: splat = "" } }) => {
    const address = parseArtifactAddress(project, splat);
    if (address === null) return;
    const { digest } = await queryClient.ensureQueryData(artifactQuery(address));
    void queryClient.prefetchQuery(manifestQuery({ ...address, reference: digest }));
  },
  component: ArtifactPage,
});

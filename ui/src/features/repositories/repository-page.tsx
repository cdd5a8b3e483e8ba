import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Artifact } from "../../api/types.ts";
import { kindOf } from "../../components/clients.ts";
import { PullClientSelect } from "../../components/pull-copy.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { repositories as texts } from "../../i18n/texts/repositories.ts";
import { ArtifactActions } from "./artifact-actions.tsx";
import { ArtifactFilters } from "./artifact-filters.tsx";
import { useArtifactSearch } from "./artifact-search.ts";
import { ArtifactsTable } from "./artifacts-table.tsx";
import { artifactsQuery } from "./queries.ts";
import { RepositoryFrame } from "./repository-frame.tsx";
import { useRepository } from "./use-repository.ts";

/** The artifacts of a repository. */
export function RepositoryPage() {
  const t = useTexts(texts);
  return (
    <RepositoryFrame tab={t.artifacts}>
      <Tools />
      <SelectableArtifacts />
    </RepositoryFrame>
  );
}

function Tools() {
  const { project, path } = useRepository();
  const [search] = useArtifactSearch();
  const { data } = useQuery(artifactsQuery(project.name, path, search));
  return (
    <Group justify="space-between" gap="sm">
      <ArtifactFilters />
      <PullClientSelect kind={kindOf(data?.items[0]?.type ?? "IMAGE")} />
    </Group>
  );
}

/** Apart from the rest of the page, which a selection does not concern. */
function SelectableArtifacts() {
  const [selected, setSelected] = useState<Artifact[]>([]);
  return (
    <>
      <ArtifactActions selected={selected} onDone={() => setSelected([])} />
      <ArtifactsTable selected={selected} onSelect={setSelected} />
    </>
  );
}

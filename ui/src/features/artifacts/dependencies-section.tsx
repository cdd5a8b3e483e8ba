import { IconPlugConnectedX } from "@tabler/icons-react";
import type { Artifact } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifact as artifactTexts } from "../../i18n/texts/artifact.ts";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";

interface Dependency {
  readonly name?: string;
  readonly version?: string;
  readonly repository?: string;
  readonly condition?: string;
  readonly alias?: string;
}

/** What a chart needs, as its config names it. */
export function DependenciesSection({ artifact }: { readonly artifact: Artifact }) {
  const t = useTexts(artifactContent);
  const p = useTexts(artifactTexts);
  const { dependencies } = artifact.extra_attrs;
  const rows = Array.isArray(dependencies) ? (dependencies as Dependency[]) : [];
  return (
    <PlainTable
      label={p.dependencies}
      rows={rows}
      idOf={({ name, alias, version }) => `${name} ${alias} ${version}`}
      empty={
        <EmptyState icon={<IconPlugConnectedX />} title={t.noDependencies}>
          {t.noDependenciesHelp}
        </EmptyState>
      }
      columns={[
        { accessor: "name", title: t.name, render: ({ name, alias }) => (alias ? `${name} (${alias})` : name) },
        { accessor: "version", title: t.version },
        { accessor: "repository", title: t.repository, cellsStyle: () => ({ overflowWrap: "anywhere" }) },
        { accessor: "condition", title: t.condition, cellsStyle: () => ({ overflowWrap: "anywhere" }) },
      ]}
    />
  );
}

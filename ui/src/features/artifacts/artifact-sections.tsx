import { Badge, ScrollArea, Skeleton, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import type { Artifact } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifact as texts } from "../../i18n/texts/artifact.ts";
import { AccessoriesSection } from "./accessories-section.tsx";
import type { ArtifactAddress } from "./artifact-address.ts";
import { isImage, isIndex } from "./artifact-type.ts";
import { ConfigurationSection } from "./configuration-section.tsx";
import { DependenciesSection } from "./dependencies-section.tsx";
import { FilesSection } from "./files-section.tsx";
import { LayersSection } from "./layers-section.tsx";
import type { Manifest } from "./manifest.ts";
import { ManifestSection } from "./manifest-section.tsx";
import { PlatformsSection } from "./platforms-section.tsx";
import { accessoriesQuery, manifestQuery } from "./queries.ts";
import { TagsSection } from "./tags-section.tsx";
import { TextSection } from "./text-section.tsx";

const ReadmeSection = lazy(() => import("./readme-section.tsx").then((module) => ({ default: module.ReadmeSection })));

interface ArtifactSectionsProps {
  readonly address: ArtifactAddress;
  readonly artifact: Artifact;
}

type Name =
  | "layers"
  | "platforms"
  | "configuration"
  | "readme"
  | "values"
  | "dependencies"
  | "license"
  | "files"
  | "tags"
  | "accessories"
  | "manifest";

/** What the address asks for stands in it as `tab`; the first section needs no word. */
export function ArtifactSections({ address, artifact }: ArtifactSectionsProps) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { tab }: { tab?: string } = useSearch({ strict: false });
  const { data, error, refetch } = useQuery(manifestQuery(address));
  if (!data) return error ? <ErrorMessage error={error} retry={() => void refetch()} /> : <SectionsSkeleton />;
  const names = sectionsOf(artifact, data.manifest);
  const shown = names.find((name) => name === tab) ?? names[0] ?? "manifest";
  const show = (name: string | null) => {
    // A list's page and filter are those of its own section.
    void navigate({ to: ".", search: name === names[0] ? {} : { tab: name }, replace: true, resetScroll: false } as never);
  };
  return (
    <Tabs value={shown} onChange={show} keepMounted={false}>
      <ScrollArea type="never" viewportProps={{ tabIndex: -1 }}>
        <Tabs.List aria-label={t.sections} style={{ flexWrap: "nowrap" }}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={<Count name={name} address={address} artifact={artifact} />}>
              {t[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </ScrollArea>
      <Tabs.Panel value={shown} pt="lg">
        <Suspense fallback={<TableSkeleton />}>{section(shown, { address, artifact, ...data })}</Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}

function sectionsOf(artifact: Artifact, manifest: Manifest): Name[] {
  const content: Name[] = isIndex(artifact)
    ? ["platforms"]
    : artifact.type === "CHART"
      ? ["readme", "values", "dependencies"]
      : artifact.type === "CNAI"
        ? ["readme", "license", "files"]
        : isImage(artifact, manifest)
          ? ["layers"]
          : ["files"];
  return [...content, "configuration", "tags", "accessories", "manifest"];
}

interface SectionProps extends ArtifactSectionsProps {
  readonly manifest: Manifest;
  readonly text: string;
}

function section(name: Name, { address, artifact, manifest, text }: SectionProps): ReactNode {
  switch (name) {
    case "layers":
      return <LayersSection address={address} layers={manifest.layers ?? []} />;
    case "platforms":
      return <PlatformsSection address={address} artifact={artifact} manifest={manifest} />;
    case "configuration":
      return <ConfigurationSection artifact={artifact} manifest={manifest} />;
    case "readme":
      return <ReadmeSection address={address} />;
    case "values":
      return <TextSection address={address} addition="values.yaml" />;
    case "license":
      return <TextSection address={address} addition="license" />;
    case "dependencies":
      return <DependenciesSection artifact={artifact} />;
    case "files":
      return <FilesSection address={address} layers={manifest.layers ?? []} />;
    case "tags":
      return <TagsSection address={address} count={artifact.tags?.length ?? 0} />;
    case "accessories":
      return <AccessoriesSection address={address} />;
    case "manifest":
      return <ManifestSection address={address} text={text} />;
  }
}

function Count({ name, address, artifact }: ArtifactSectionsProps & { readonly name: Name }) {
  const { data } = useQuery({ ...accessoriesQuery(address, {}), enabled: name === "accessories" });
  const count = name === "accessories" ? data?.total : name === "tags" ? artifact.tags?.length : undefined;
  return count ? (
    <Badge size="sm" color="gray" component="span">
      {count === 100 && name === "tags" ? "100+" : count}
    </Badge>
  ) : null;
}

function SectionsSkeleton() {
  return (
    <div>
      <Skeleton h={36} mb="lg" />
      <TableSkeleton rows={5} />
    </div>
  );
}

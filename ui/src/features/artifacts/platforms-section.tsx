import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Artifact } from "../../api/types.ts";
import { Digest } from "../../components/digest.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import { type ArtifactAddress, artifactSplat } from "./artifact-address.ts";
import { type Descriptor, type Manifest, platformText } from "./manifest.ts";
import { artifactQuery } from "./queries.ts";

interface PlatformsSectionProps {
  readonly address: ArtifactAddress;
  readonly artifact: Artifact;
  readonly manifest: Manifest;
}

/** What an index names, also what the repository does not have. */
export function PlatformsSection({ address, artifact, manifest }: PlatformsSectionProps) {
  const t = useTexts(artifactContent);
  const format = useFormat();
  const children = manifest.manifests ?? [];
  const held = new Set((artifact.references ?? []).map(({ child_digest: digest }) => digest));
  const addressOf = ({ digest }: Descriptor) => ({ ...address, reference: digest });
  // The API names at most the first hundred.
  const isHeld = ({ digest }: Descriptor) => held.has(digest) || held.size >= 100;
  return (
    <Stack gap="sm" component="section" aria-labelledby="platforms">
      <div>
        <Title order={2} fz="lg" id="platforms">
          {t.platforms}
        </Title>
        <Text size="sm" c="dimmed">
          {t.platformsHelp}
        </Text>
      </div>
      <PlainTable
        label={t.platforms}
        rows={children.map((child, at) => ({ ...child, at }))}
        idOf={({ at }) => at}
        empty={null}
        columns={[
          {
            accessor: "platform",
            title: t.platforms,
            noWrap: true,
            render: (child) => <Name address={addressOf(child)} name={nameOf(child, children, t)} isHeld={isHeld(child)} />,
          },
          { accessor: "digest", title: t.digest, render: ({ digest }) => <Digest digest={digest} /> },
          {
            accessor: "size",
            title: t.size,
            textAlign: "right",
            noWrap: true,
            render: (child) => <Told address={addressOf(child)} isHeld={isHeld(child)} tell={({ size }) => format.bytes(size)} />,
          },
          {
            accessor: "pushed",
            title: t.pushed,
            noWrap: true,
            render: (child) => (
              <Told address={addressOf(child)} isHeld={isHeld(child)} tell={({ push_time: time }) => <Time at={time} />} />
            ),
          },
        ]}
      />
    </Stack>
  );
}

interface ChildProps {
  readonly address: ArtifactAddress;
  readonly isHeld: boolean;
}

function Name({ address, name, isHeld }: ChildProps & { readonly name: string }) {
  const t = useTexts(artifactContent);
  if (isHeld) {
    return (
      <AnchorLink
        to="/projects/$project/artifacts/$"
        params={{ project: address.project, _splat: artifactSplat(address.repository, address.reference) }}
        fw={600}
        size="sm"
      >
        {name}
      </AnchorLink>
    );
  }
  return (
    <>
      {name}
      <Text size="xs" c="dimmed">
        {t.absent}
      </Text>
    </>
  );
}

/** What the child's own artifact says. */
function Told({ address, isHeld, tell }: ChildProps & { readonly tell: (artifact: Artifact) => ReactNode }) {
  const { data, isPending } = useQuery({ ...artifactQuery(address), enabled: isHeld });
  if (isHeld && isPending) return <Skeleton h={14} w={60} display="inline-block" />;
  return data ? tell(data) : "–";
}

/** Build tools put attestations beside a platform, as children of none. */
function nameOf(child: Descriptor, siblings: readonly Descriptor[], t: (typeof artifactContent)["en"]): string {
  const platform = platformText(child.platform);
  if (platform !== null) return platform;
  const of = siblings.find(({ digest }) => digest === child.annotations?.["vnd.docker.reference.digest"]);
  const beside = platformText(of?.platform);
  return beside === null ? t.beside : t.besideOf(beside);
}

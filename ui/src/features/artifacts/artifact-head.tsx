import { Group, Paper, SegmentedControl, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Artifact } from "../../api/types.ts";
import { kindOf, useHost } from "../../components/clients.ts";
import { Copy } from "../../components/copy.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { PullCommand } from "../../components/pull-command.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifact as texts } from "../../i18n/texts/artifact.ts";
import { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";
import { common } from "../../i18n/texts/common.ts";
import { type ArtifactAddress, artifactSplat, shortDigest } from "./artifact-address.ts";
import { ArtifactLabels } from "./artifact-labels.tsx";
import { ArtifactTags } from "./artifact-tags.tsx";
import { artifactTypeText } from "./artifact-type.ts";
import { Fact, Facts } from "./facts.tsx";
import { platformText } from "./manifest.ts";
import { manifestQuery } from "./queries.ts";

interface ArtifactHeadProps {
  /** With the digest. */
  readonly address: ArtifactAddress;
  readonly artifact: Artifact;
  /** The one that the page was asked for by. */
  readonly tag: string | null;
}

export function ArtifactHead({ address, artifact, tag }: ArtifactHeadProps) {
  const t = useTexts(texts);
  return (
    <Stack gap="md">
      <Paper withBorder p="md" component="section" aria-label={t.about}>
        <Stack gap="md">
          <ArtifactFacts address={address} artifact={artifact} />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <ArtifactTags address={address} artifact={artifact} />
            <ArtifactLabels address={address} artifact={artifact} />
          </SimpleGrid>
        </Stack>
      </Paper>
      <Pull address={address} artifact={artifact} tag={tag ?? artifact.tags?.[0]?.name ?? null} />
    </Stack>
  );
}

function ArtifactFacts({ address, artifact }: Omit<ArtifactHeadProps, "tag">) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { kinds } = useTexts(artifactBelongings);
  const format = useFormat();
  const { data, isPending } = useQuery(manifestQuery(address));
  const { extra_attrs: attributes } = artifact;
  const said = (name: string) => (typeof attributes[name] === "string" ? attributes[name] : "");
  const platform = platformText({ os: said("os"), architecture: said("architecture") });
  const subject = data?.manifest.subject;
  return (
    <Facts>
      <Fact label={t.digest} isWide>
        <Group gap={4} wrap="nowrap" align="center">
          <span className="code">{artifact.digest}</span>
          <Copy value={artifact.digest} of={t.digest} />
        </Group>
      </Fact>
      <Fact label={t.type}>
        {isPending ? <Skeleton h={16} w={90} mt={5} /> : artifactTypeText(artifact, data?.manifest ?? null, { types: t.types, kinds })}
      </Fact>
      <Fact label={c.size}>{format.bytes(artifact.size)}</Fact>
      {artifact.type === "IMAGE" && platform !== null && <Fact label={t.platform}>{platform}</Fact>}
      {said("version") !== "" && <Fact label={t.version}>{said("version")}</Fact>}
      {said("appVersion") !== "" && <Fact label={t.appVersion}>{said("appVersion")}</Fact>}
      <Fact label={t.pushed}>
        <Time at={artifact.push_time} />
      </Fact>
      <Fact label={t.pulled}>
        <Time at={artifact.pull_time} absent={c.never} />
      </Fact>
      {said("created") !== "" && (
        <Fact label={t.built}>
          <Time at={said("created")} />
        </Fact>
      )}
      {said("author") !== "" && <Fact label={t.author}>{said("author")}</Fact>}
      {subject && (
        <Fact label={t.subject}>
          <AnchorLink
            to="/projects/$project/artifacts/$"
            params={{ project: address.project, _splat: artifactSplat(address.repository, subject.digest) }}
            className="code"
            size="sm"
          >
            {shortDigest(subject.digest)}
          </AnchorLink>
        </Fact>
      )}
      <Fact label={t.mediaType} isWide>
        <span className="code">{artifact.manifest_media_type}</span>
        {artifact.artifact_type !== artifact.manifest_media_type && (
          <Text component="span" c="dimmed" className="code">
            {" "}
            · {artifact.artifact_type}
          </Text>
        )}
      </Fact>
    </Facts>
  );
}

function Pull({ address, artifact, tag }: ArtifactHeadProps) {
  const t = useTexts(texts);
  const host = useHost();
  const [by, setBy] = useState(tag === null ? "digest" : "tag");
  const path = `${host.name}/${address.project}/${address.repository}`;
  const reference = by === "tag" && tag !== null ? `${path}:${tag}` : `${path}@${artifact.digest}`;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="pull">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Title order={2} fz="md" id="pull">
            {t.pull}
          </Title>
          {tag !== null && (
            <SegmentedControl
              size="xs"
              value={by}
              onChange={setBy}
              aria-label={t.pullBy}
              data={[
                { value: "tag", label: t.byTag },
                { value: "digest", label: t.digest },
              ]}
            />
          )}
        </Group>
        <PullCommand reference={reference} kind={kindOf(artifact.type)} />
      </Stack>
    </Paper>
  );
}

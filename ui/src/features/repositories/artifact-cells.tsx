/** What the lists of artifacts and of tags show of an artifact. They have many rows, which are drawn again when one of them is selected. */
import { Badge, Group, Stack, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { memo } from "react";
import type { Artifact } from "../../api/types.ts";
import { LabelChip } from "../../components/label-chip.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactList } from "../../i18n/texts/artifact-list.ts";
import { ArtifactIcon, isIndex } from "./artifact-icon.tsx";
import { platformsOf } from "./platforms.ts";
import { pathOf } from "./queries.ts";

const platformsShown = 2;
const tagsShown = 3;
/** What the API gives of each artifact. */
const tagsGivenMax = 100;

export const ArtifactCell = memo(function ArtifactCell({ artifact, project }: { readonly artifact: Artifact; readonly project: string }) {
  const t = useTexts(artifactList);
  const isSigned = artifact.accessories?.some(({ type }) => type.startsWith("signature.")) ?? false;
  return (
    <Group gap="sm" wrap="nowrap">
      <ArtifactIcon artifact={artifact} />
      <div>
        <DigestLink artifact={artifact} project={project} />
        <Group gap={6} wrap="nowrap" fz="xs" c="dimmed">
          <span>{isIndex(artifact) ? t.index : t.typeName(artifact.type)}</span>
          {isSigned && (
            <Group component="span" gap={2} wrap="nowrap">
              <IconShieldCheck size={14} aria-hidden="true" /> {t.signed}
            </Group>
          )}
        </Group>
      </div>
    </Group>
  );
});

function DigestLink({ artifact, project }: { readonly artifact: Artifact; readonly project: string }) {
  const { digest, repository_name: repository } = artifact;
  const [algorithm, hex = ""] = digest.split(":");
  return (
    <AnchorLink
      to="/projects/$project/artifacts/$"
      params={{ project, _splat: `${pathOf(repository)}@${digest}` }}
      className="code"
      title={digest}
      style={{ whiteSpace: "nowrap" }}
      // The row leads there too.
      onClick={(event) => event.stopPropagation()}
    >
      {algorithm}:{hex.slice(0, 12)}
    </AnchorLink>
  );
}

/** Tags, and the labels under them. */
export const TagsCell = memo(function TagsCell({ artifact }: { readonly artifact: Artifact }) {
  const t = useTexts(artifactList);
  const { tags, labels } = artifact;
  const rest = (tags?.length ?? 0) - tagsShown;
  return (
    <Stack gap={6} miw={140}>
      {!tags || tags.length === 0 ? (
        <Text size="sm" c="dimmed" fs="italic">
          {t.noTags}
        </Text>
      ) : (
        <Group gap={4}>
          {tags.slice(0, tagsShown).map(({ id, name }) => (
            <Badge key={id} radius="sm" title={name} maw={220} styles={{ label: { overflow: "hidden" } }}>
              {name}
            </Badge>
          ))}
          {rest > 0 && (
            <Text span size="xs" c="dimmed">
              {t.more(rest, tags.length === tagsGivenMax)}
            </Text>
          )}
        </Group>
      )}
      {labels && labels.length > 0 && (
        <Group gap={4}>
          {labels.map((label) => (
            <LabelChip key={label.id} label={label} />
          ))}
        </Group>
      )}
    </Stack>
  );
});

export const PlatformsCell = memo(function PlatformsCell({ artifact }: { readonly artifact: Artifact }) {
  const t = useTexts(artifactList);
  const platforms = platformsOf(artifact);
  if (platforms.length === 0) return "–";
  const rest = platforms.length - platformsShown;
  return (
    <div title={platforms.join(", ")} style={{ whiteSpace: "nowrap" }}>
      {platforms.slice(0, platformsShown).map((platform) => (
        <Text key={platform} size="sm" lh={1.4}>
          {platform}
        </Text>
      ))}
      {rest > 0 && (
        <Text size="xs" c="dimmed">
          {t.more(rest, false)}
        </Text>
      )}
    </div>
  );
});

import { Badge, Box, Button, Group, Text } from "@mantine/core";
import { IconRestore, IconTrash } from "@tabler/icons-react";
import type { DeletedArtifact } from "../../api/types.ts";
import { Digest } from "../../components/digest.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { deletedArtifacts as texts } from "../../i18n/texts/deleted-artifacts.ts";
import { useProject } from "../projects/use-project.ts";
import { nameOf } from "./deleted-name.ts";
import { deletedArtifactsQuery } from "./queries.ts";

const tagsShown = 4;
/** As the audit log names what nobody did. */
const siteItself = "roadstead";

export function DeletedArtifactsTable({ onRestore }: { readonly onRestore: (deleted: DeletedArtifact) => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const format = useFormat();
  const { project } = useProject();
  const [search] = useListSearch();
  return (
    <ListTable
      label={t.title}
      query={deletedArtifactsQuery(project.name, search)}
      idOf={(deleted) => deleted.id}
      empty={
        <EmptyState icon={<IconTrash />} title={t.none}>
          {t.noneHelp}
        </EmptyState>
      }
      columns={[
        { accessor: "repository_name", title: t.artifact, render: (deleted) => <What deleted={deleted} /> },
        { accessor: "tags", title: t.tags, render: ({ tags }) => <Tags tags={tags} /> },
        {
          accessor: "size",
          title: c.size,
          textAlign: "right",
          visibleMediaQuery: "(min-width: 62em)",
          render: ({ size }) => format.bytes(size),
        },
        {
          accessor: "deleted_time",
          title: t.deleted,
          render: ({ deleted_time: at, deleted_by: by }) => (
            <>
              <Time at={at} />
              {by !== "" && (
                <Text size="xs" c="dimmed">
                  {by === siteItself ? t.byItself : t.by(by)}
                </Text>
              )}
            </>
          ),
        },
        {
          accessor: "kept_until",
          title: t.until,
          visibleMediaQuery: "(min-width: 48em)",
          render: ({ kept_until: at }) => (
            <>
              {t.untilTime(format.date(at))}
              <Text size="xs" c="dimmed" component="div">
                <Time at={at} />
              </Text>
            </>
          ),
        },
        {
          accessor: "actions",
          title: c.actions,
          textAlign: "right",
          render: (deleted) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRestore size={14} aria-hidden="true" />}
              onClick={() => onRestore(deleted)}
              aria-label={t.restoreOf(nameOf(deleted))}
            >
              {t.restore}
            </Button>
          ),
        },
      ]}
    />
  );
}

/** It has no page any more. */
function What({ deleted }: { readonly deleted: DeletedArtifact }) {
  const t = useTexts(texts);
  const { repository_name: repository, digest, manifest_media_type: manifest, media_type: mediaType } = deleted;
  const type = /index|manifest\.list/.test(manifest)
    ? t.index
    : mediaType.includes("helm.config")
      ? t.chart
      : /image\.(config|v1)/.test(mediaType)
        ? t.image
        : t.other;
  return (
    <Box miw={190}>
      <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
        {repository}
      </Text>
      <Digest digest={digest} />
      <Text size="xs" c="dimmed">
        {type}
        {type === t.other && (
          <>
            {" · "}
            <span className="code">{mediaType}</span>
          </>
        )}
      </Text>
    </Box>
  );
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  const t = useTexts(texts);
  if (tags.length === 0) {
    return (
      <Text size="sm" c="dimmed" fs="italic">
        {t.noTags}
      </Text>
    );
  }
  return (
    <Group gap={4} miw={100}>
      {tags.slice(0, tagsShown).map((tag) => (
        <Badge key={tag} radius="sm" title={tag} maw={200}>
          {tag}
        </Badge>
      ))}
      {tags.length > tagsShown && (
        <Text span size="xs" c="dimmed">
          {t.moreTags(tags.length - tagsShown)}
        </Text>
      )}
    </Group>
  );
}

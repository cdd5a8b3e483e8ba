import { Badge, Button, Group, Stack, Text, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconTag, IconTagOff } from "@tabler/icons-react";
import { useState } from "react";
import type { Tag } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useDialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { RowMenu } from "../../components/row-menu.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactBelongings } from "../../i18n/texts/artifact-belongings.ts";
import { common } from "../../i18n/texts/common.ts";
import { useProject } from "../projects/use-project.ts";
import { AddTagDialog } from "./add-tag-dialog.tsx";
import { type ArtifactAddress, artifactSplat } from "./artifact-address.ts";
import { removeTag } from "./changes.ts";
import { tagsQuery } from "./queries.ts";

interface TagsSectionProps {
  readonly address: ArtifactAddress;
  readonly count: number;
}

/** All tags of the artifact. */
export function TagsSection({ address, count }: TagsSectionProps) {
  const t = useTexts(artifactBelongings);
  const c = useTexts(common);
  const { may } = useProject();
  const [search] = useListSearch();
  const [isAdding, setAdding] = useState(false);
  const removal = useDialog<Tag>();
  const add = may("tag:create") && (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t.addTag}
    </Button>
  );
  return (
    <Stack gap="md">
      {(count > 0 || search.q) && (
        <Group justify="space-between">
          <FilterInput label={t.filterTags} />
          {add}
        </Group>
      )}
      <ListTable
        label={t.tags}
        query={tagsQuery(address, search)}
        idOf={(tag) => tag.id}
        empty={
          <EmptyState icon={<IconTag />} title={t.noTags} action={add}>
            {t.noTagsHelp}
          </EmptyState>
        }
        columns={[
          { accessor: "name", title: c.name, sortable: true, render: (tag) => <TagName tag={tag} address={address} /> },
          { accessor: "push_time", title: t.pushed, sortable: true, render: ({ push_time: at }) => <Time at={at} /> },
          { accessor: "pull_time", title: t.pulled, sortable: true, render: ({ pull_time: at }) => <Time at={at} absent={c.never} /> },
          {
            accessor: "actions",
            title: c.actions,
            textAlign: "right",
            hidden: !may("tag:delete"),
            render: (tag) => (
              <RowMenu
                label={`${c.actions}: ${tag.name}`}
                actions={[
                  !tag.immutable && {
                    text: c.remove,
                    icon: <IconTagOff size={16} />,
                    onClick: () => removal.open(tag),
                    isDestructive: true,
                  },
                ]}
              />
            ),
          },
        ]}
      />
      <AddTagDialog address={address} opened={isAdding} onClose={() => setAdding(false)} />
      <ConfirmDialog
        opened={removal.opened}
        title={t.removeTagTitle}
        verb={c.remove}
        onClose={removal.close}
        onConfirm={async () => {
          if (!removal.subject) return;
          await removeTag(address, removal.subject.name);
          notifications.show({ message: t.tagRemoved(removal.subject.name) });
        }}
      >
        <Text>{t.removeTagWhat(removal.subject?.name ?? "")}</Text>
        {count === 1 && <Text mt="xs">{t.removeLastTag}</Text>}
      </ConfirmDialog>
    </Stack>
  );
}

function TagName({ tag, address }: { readonly tag: Tag; readonly address: ArtifactAddress }) {
  const t = useTexts(artifactBelongings);
  const { project, repository } = address;
  return (
    <Group gap="xs" wrap="nowrap">
      <AnchorLink to="/projects/$project/artifacts/$" params={{ project, _splat: artifactSplat(repository, tag.name) }} fw={600} size="sm">
        {tag.name}
      </AnchorLink>
      {tag.immutable && (
        <Tooltip label={t.immutableHelp}>
          <Badge color="gray" size="sm" tabIndex={0}>
            {t.immutable}
          </Badge>
        </Tooltip>
      )}
    </Group>
  );
}

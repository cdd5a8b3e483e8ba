import { Button, Group, Text } from "@mantine/core";
import { IconAsterisk, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { TagOfRepository } from "../../api/types.ts";
import { kindOf } from "../../components/clients.ts";
import { FilterInput } from "../../components/filter-input.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { PullClientSelect } from "../../components/pull-copy.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { tags as texts } from "../../i18n/texts/tags.ts";
import { RepositoryFrame } from "../repositories/repository-frame.tsx";
import { useRepository } from "../repositories/use-repository.ts";
import { DeleteTagsDialog } from "./delete-tags-dialog.tsx";
import { patternOf } from "./mutations.ts";
import { tagsQuery } from "./queries.ts";
import { TagsTable } from "./tags-table.tsx";

const PatternDialog = lazy(() =>
  import("./delete-by-pattern-dialog.tsx").then(({ DeleteByPatternDialog: component }) => ({ default: component })),
);
const AddTagDialog = lazy(() => import("./add-tag-dialog.tsx").then(({ AddTagDialog: component }) => ({ default: component })));

type Open = { readonly dialog: "selected" | "pattern" } | { readonly dialog: "add"; readonly tag: TagOfRepository };

/** The tags of a repository, whatever they name: one row for each. */
export function TagsPage() {
  const t = useTexts(texts);
  const { project, path, may } = useRepository();
  const [search] = useListSearch();
  const { data } = useQuery(tagsQuery(project.name, path, search));
  const [selected, setSelected] = useState<TagOfRepository[]>([]);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const canDelete = may("tag:delete");
  return (
    <RepositoryFrame tab={t.title}>
      <Group justify="space-between" gap="sm">
        <FilterInput label={t.filter} />
        <Group gap="sm">
          <PullClientSelect kind={kindOf(data?.items[0]?.artifact.type ?? "IMAGE")} />
          {canDelete && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconAsterisk size={16} aria-hidden="true" />}
              onClick={() => setOpen({ dialog: "pattern" })}
            >
              {t.byPattern}
            </Button>
          )}
        </Group>
      </Group>
      {selected.length > 0 && <SelectedTags count={selected.length} onDelete={() => setOpen({ dialog: "selected" })} />}
      <TagsTable
        {...(canDelete ? { selected, onSelect: setSelected } : {})}
        {...(may("tag:create") ? { onAddTag: (tag: TagOfRepository) => setOpen({ dialog: "add", tag }) } : {})}
      />
      <DeleteTagsDialog
        pattern={patternOf(selected.map(({ name }) => name))}
        opened={open?.dialog === "selected"}
        onClose={close}
        onDeleted={() => setSelected([])}
      />
      <Suspense fallback={null}>
        {open?.dialog === "pattern" && <PatternDialog onClose={close} onDeleted={() => setSelected([])} />}
        {open?.dialog === "add" && <AddTagDialog tag={open.tag} onClose={close} />}
      </Suspense>
    </RepositoryFrame>
  );
}

function SelectedTags({ count, onDelete }: { readonly count: number; readonly onDelete: () => void }) {
  const c = useTexts(common);
  return (
    <Group gap="xs" role="toolbar" aria-label={c.actions}>
      <Text size="sm" c="dimmed">
        {c.selected(count)}
      </Text>
      <Button size="xs" color="red.9" variant="light" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={onDelete}>
        {c.delete}
      </Button>
    </Group>
  );
}

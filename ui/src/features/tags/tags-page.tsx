import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
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

/** The tags of a repository, whatever they name: one row for each. */
export function TagsPage() {
  const t = useTexts(texts);
  return (
    <RepositoryFrame tab={t.title}>
      <Tools />
      <SelectableTags />
    </RepositoryFrame>
  );
}

function Tools() {
  const t = useTexts(texts);
  const { project, path, may } = useRepository();
  const [search] = useListSearch();
  const { data } = useQuery(tagsQuery(project.name, path, search));
  const [isOpen, pattern] = useDisclosure();
  return (
    <Group justify="space-between" gap="sm">
      <FilterInput label={t.filter} />
      <Group gap="sm">
        <PullClientSelect kind={kindOf(data?.items[0]?.artifact.type ?? "IMAGE")} />
        {may("tag:delete") && (
          <Button size="xs" variant="default" leftSection={<IconAsterisk size={16} aria-hidden="true" />} onClick={pattern.open}>
            {t.byPattern}
          </Button>
        )}
      </Group>
      <Suspense fallback={null}>{isOpen && <PatternDialog onClose={pattern.close} />}</Suspense>
    </Group>
  );
}

/** Apart from the rest of the page, which a selection does not concern. */
function SelectableTags() {
  const c = useTexts(common);
  const { may } = useRepository();
  const [selected, setSelected] = useState<TagOfRepository[]>([]);
  const [isAsking, ask] = useDisclosure();
  const [added, setAdded] = useState<TagOfRepository | null>(null);
  return (
    <>
      {selected.length > 0 && (
        <Group gap="xs" role="toolbar" aria-label={c.actions}>
          <Text size="sm" c="dimmed">
            {c.selected(selected.length)}
          </Text>
          <Button size="xs" color="red" variant="light" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={ask.open}>
            {c.delete}
          </Button>
        </Group>
      )}
      <TagsTable
        {...(may("tag:delete") ? { selected, onSelect: setSelected } : {})}
        {...(may("tag:create") ? { onAddTag: setAdded } : {})}
      />
      <DeleteTagsDialog
        pattern={patternOf(selected.map(({ name }) => name))}
        opened={isAsking}
        onClose={ask.close}
        onDeleted={() => setSelected([])}
      />
      <Suspense fallback={null}>{added && <AddTagDialog tag={added} onClose={() => setAdded(null)} />}</Suspense>
    </>
  );
}

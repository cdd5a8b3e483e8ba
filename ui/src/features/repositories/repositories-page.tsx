import { Button, Group, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTerminal2, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Repository } from "../../api/types.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { projectFrame } from "../../i18n/texts/project-frame.ts";
import { push } from "../../i18n/texts/push.ts";
import { repositories as texts } from "../../i18n/texts/repositories.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { useProject } from "../projects/use-project.ts";
import { DeleteRepositoriesDialog } from "./delete-repositories-dialog.tsx";
import { repositoriesQuery } from "./queries.ts";
import { RepositoriesTable } from "./repositories-table.tsx";

const PushInstructions = lazy(() => import("./push-instructions.tsx").then(({ PushInstructions: component }) => ({ default: component })));

export function RepositoriesPage() {
  const frame = useTexts(projectFrame);
  const p = useTexts(push);
  const { project, may } = useProject();
  const [search] = useListSearch();
  const { data } = useQuery(repositoriesQuery(project.name, search));
  const [isPushOpen, pushDialog] = useDisclosure();
  const isEmpty = data?.total === 0 && !search.q;
  const canPush = may("repository:push");
  return (
    <ProjectFrame
      tab={frame.repositories}
      actions={
        canPush &&
        data &&
        !isEmpty && (
          <Button variant="default" leftSection={<IconTerminal2 size={16} aria-hidden="true" />} onClick={pushDialog.open}>
            {p.open}
          </Button>
        )
      }
    >
      <Repositories isEmpty={isEmpty} />
      <Dialog opened={isPushOpen} onClose={pushDialog.close} title={p.title} size="xl">
        <Suspense fallback={<Skeleton h={360} />}>
          <PushInstructions project={project.name} />
        </Suspense>
      </Dialog>
    </ProjectFrame>
  );
}

function Repositories({ isEmpty }: { readonly isEmpty: boolean }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { project, may } = useProject();
  const [selected, setSelected] = useState<Repository[]>([]);
  const [isAsking, ask] = useDisclosure();
  const canDelete = may("repository:delete");
  return (
    <>
      {!isEmpty && (
        <Group justify="space-between" gap="sm">
          <FilterInput label={t.filter} />
          {canDelete && selected.length > 0 && (
            <Button color="red" variant="light" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={ask.open}>
              {c.delete} ({selected.length})
            </Button>
          )}
        </Group>
      )}
      <RepositoriesTable {...(canDelete ? { selected, onSelect: setSelected } : {})} />
      <DeleteRepositoriesDialog
        project={project.name}
        repositories={selected}
        opened={isAsking}
        onClose={ask.close}
        onDeleted={() => setSelected([])}
      />
    </>
  );
}

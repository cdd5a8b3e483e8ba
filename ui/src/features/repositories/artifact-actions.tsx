import { Button, Group, Text } from "@mantine/core";
import { IconCopyPlus, IconTag, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { Artifact } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { artifactList } from "../../i18n/texts/artifact-list.ts";
import { common } from "../../i18n/texts/common.ts";
import { DeleteArtifactsDialog } from "./delete-artifacts-dialog.tsx";
import { useRepository } from "./use-repository.ts";

const CopyDialog = lazy(() => import("./copy-artifacts-dialog.tsx").then(({ CopyArtifactsDialog: component }) => ({ default: component })));
const LabelDialog = lazy(() => import("./add-labels-dialog.tsx").then(({ AddLabelsDialog: component }) => ({ default: component })));

interface ArtifactActionsProps {
  readonly selected: readonly Artifact[];
  readonly onDone: () => void;
}

/** What can be done with the artifacts that are selected. */
export function ArtifactActions({ selected, onDone }: ArtifactActionsProps) {
  const t = useTexts(artifactList);
  const c = useTexts(common);
  const { may } = useRepository();
  const [open, setOpen] = useState<"copy" | "label" | "delete" | null>(null);
  const dialog = { artifacts: selected, onClose: () => setOpen(null), onDone };
  return (
    <>
      {selected.length > 0 && (
        <Group gap="xs" role="toolbar" aria-label={c.actions}>
          <Text size="sm" c="dimmed">
            {c.selected(selected.length)}
          </Text>
          <Button size="xs" variant="default" leftSection={<IconCopyPlus size={16} aria-hidden="true" />} onClick={() => setOpen("copy")}>
            {t.copyTo}
          </Button>
          {may("artifact-label:create") && (
            <Button size="xs" variant="default" leftSection={<IconTag size={16} aria-hidden="true" />} onClick={() => setOpen("label")}>
              {t.addLabels}
            </Button>
          )}
          {may("artifact:delete") && (
            <Button
              size="xs"
              color="red"
              variant="light"
              leftSection={<IconTrash size={16} aria-hidden="true" />}
              onClick={() => setOpen("delete")}
            >
              {c.delete}
            </Button>
          )}
        </Group>
      )}
      <DeleteArtifactsDialog {...dialog} opened={open === "delete"} />
      <Suspense fallback={null}>
        {open === "copy" && <CopyDialog {...dialog} />}
        {open === "label" && <LabelDialog {...dialog} />}
      </Suspense>
    </>
  );
}

import { List, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Artifact } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactList } from "../../i18n/texts/artifact-list.ts";
import { common } from "../../i18n/texts/common.ts";
import { deleteArtifacts } from "./mutations.ts";
import { findRepository, tagCountsQuery } from "./queries.ts";
import { useRepository } from "./use-repository.ts";

interface DeleteArtifactsDialogProps {
  readonly artifacts: readonly Artifact[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const namedMax = 8;
const tagsGivenMax = 100;

/** Says how many artifacts go, and how many tags with them. */
export function DeleteArtifactsDialog({ artifacts, opened, onClose, onDone }: DeleteArtifactsDialogProps) {
  const t = useTexts(artifactList);
  const c = useTexts(common);
  const { project, path } = useRepository();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const tagCount = useTagCount(artifacts, opened);
  const accessories = artifacts.reduce((sum, { accessories: own }) => sum + (own?.length ?? 0), 0);
  const remove = async () => {
    try {
      await deleteArtifacts(
        project.name,
        path,
        artifacts.map(({ digest }) => digest),
      );
      notifications.show({ message: t.deleted(artifacts.length) });
      onDone();
      // Nothing is left to show here.
      if (!(await findRepository(project.name, path))) await navigate({ to: "/projects/$project", params: { project: project.name } });
    } finally {
      await queryClient.invalidateQueries({ queryKey: ["projects", project.name] });
    }
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={t.deleteTitle(artifacts.length)}
      verb={c.delete}
      onClose={onClose}
      onConfirm={remove}
      isReady={tagCount !== null}
    >
      <Stack gap="sm">
        <Text>{tagCount === null ? t.counting : t.deleteWhat(artifacts.length, tagCount)}</Text>
        <List size="sm">
          {artifacts.slice(0, namedMax).map(({ id, digest, tags }) => (
            <List.Item key={id}>
              <span className="code">{digest.slice(0, 19)}</span>{" "}
              {tags
                ?.slice(0, 3)
                .map(({ name }) => name)
                .join(", ")}
              {tags && tags.length > 3 && " …"}
            </List.Item>
          ))}
          {artifacts.length > namedMax && <List.Item>{t.andMore(artifacts.length - namedMax)}</List.Item>}
        </List>
        {accessories > 0 && <Text size="sm">{t.deleteAccessories(accessories)}</Text>}
        <Text size="sm" c="dimmed">
          {t.deleteHelp}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}

/** Of artifacts with very many tags the rest is asked for; null until it is known. */
function useTagCount(artifacts: readonly Artifact[], isWanted: boolean): number | null {
  const { project, path } = useRepository();
  const many = artifacts.filter(({ tags }) => (tags?.length ?? 0) >= tagsGivenMax).map(({ digest }) => digest);
  const { data } = useQuery({ ...tagCountsQuery(project.name, path, many), enabled: isWanted && many.length > 0 });
  const few = artifacts.reduce((sum, { tags }) => sum + ((tags?.length ?? 0) < tagsGivenMax ? (tags?.length ?? 0) : 0), 0);
  if (many.length === 0) return few;
  return data ? data.reduce((sum, count) => sum + count, few) : null;
}

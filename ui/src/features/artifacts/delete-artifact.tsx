import { Button, List, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { systemInfoQuery } from "../../api/session.ts";
import type { Artifact } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifact as texts } from "../../i18n/texts/artifact.ts";
import { findRepository } from "../repositories/queries.ts";
import { type ArtifactAddress, shortDigest } from "./artifact-address.ts";
import { deleteArtifact, forgetArtifacts } from "./changes.ts";
import { tagsQuery } from "./queries.ts";

const shownMax = 15;

interface DeleteArtifactProps {
  readonly address: ArtifactAddress;
  readonly artifact: Artifact;
}

/** The button, and the question that names all that goes. */
export function DeleteArtifact({ address, artifact }: DeleteArtifactProps) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const name = `${address.repository}@${shortDigest(artifact.digest)}`;
  const confirm = async () => {
    await deleteArtifact(address);
    notifications.show({ message: t.deleted(name) });
    const { project, repository } = address;
    // Away first: the page would ask anew for what is gone.
    if (!(await findRepository(project, repository))) await navigate({ to: "/projects/$project", params: { project } });
    else await navigate({ to: "/projects/$project/repositories/$", params: { project, _splat: repository } });
    await forgetArtifacts(address);
  };
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
        {t.delete}
      </Button>
      <ConfirmDialog opened={isAsking} title={t.deleteTitle} verb={t.delete} onClose={() => setAsking(false)} onConfirm={confirm}>
        <Stack gap="sm">
          <Text style={{ overflowWrap: "anywhere" }}>{t.deleteWhat(name)}</Text>
          <TagsThatGo address={address} />
          <HowLong />
        </Stack>
      </ConfirmDialog>
    </>
  );
}

function TagsThatGo({ address }: Pick<DeleteArtifactProps, "address">) {
  const t = useTexts(texts);
  const { data } = useQuery(tagsQuery(address, {}));
  if (!data || data.total === 0) return null;
  return (
    <div>
      <Text>{t.deleteTags(data.total)}</Text>
      <List size="sm" mt={4}>
        {data.items.slice(0, shownMax).map((tag) => (
          <List.Item key={tag.id} fw={600}>
            {tag.name}
          </List.Item>
        ))}
        {data.total > shownMax && <List.Item>{t.deleteMoreTags(data.total - shownMax)}</List.Item>}
      </List>
    </div>
  );
}

function HowLong() {
  const t = useTexts(texts);
  const format = useFormat();
  const { data } = useQuery(systemInfoQuery);
  const seconds = data?.trash_retention ?? 0;
  const until = new Date(Date.now() + seconds * 1000).toISOString();
  return <Text size="sm">{seconds > 0 ? t.deleteUndo(format.dateTime(until)) : t.deleteForGood}</Text>;
}

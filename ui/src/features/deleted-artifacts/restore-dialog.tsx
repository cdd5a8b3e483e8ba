import { List, ScrollArea, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import type { DeletedArtifact } from "../../api/types.ts";
import { Dialog } from "../../components/dialog.tsx";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { deletedArtifacts as texts } from "../../i18n/texts/deleted-artifacts.ts";
import { useProject } from "../projects/use-project.ts";
import { nameOf } from "./deleted-name.ts";
import { restoreArtifact } from "./queries.ts";

interface RestoreDialogProps {
  readonly deleted: DeletedArtifact | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RestoreDialog({ deleted, opened, onClose }: RestoreDialogProps) {
  const t = useTexts(texts);
  return (
    <Dialog opened={opened} title={t.restoreTitle} size="md" onClose={onClose}>
      {deleted && <Restore deleted={deleted} onClose={onClose} />}
    </Dialog>
  );
}

/** Says what comes back. What is refused (bytes that are gone, a full quota) is said in it. */
function Restore({ deleted, onClose }: { readonly deleted: DeletedArtifact; readonly onClose: () => void }) {
  const t = useTexts(texts);
  const { project } = useProject();
  const form = useForm({ mode: "uncontrolled", initialValues: {} });
  const name = nameOf(deleted);
  const save = async () => {
    await restoreArtifact(project.name, deleted);
    notifications.show({ message: t.restored(name) });
    onClose();
  };
  return (
    <SavingForm form={form} verb={t.restore} save={save} onCancel={onClose}>
      <Text style={{ overflowWrap: "anywhere" }}>{t.restoreWhat(name)}</Text>
      {deleted.tags.length === 0 ? (
        <Text>{t.restoreUntagged}</Text>
      ) : (
        <div>
          <Text>{t.restoreTags}</Text>
          <ScrollArea.Autosize mah={180} viewportProps={{ tabIndex: 0, role: "group", "aria-label": t.tags }}>
            <List size="sm" mt={4}>
              {deleted.tags.map((tag) => (
                <List.Item key={tag} fw={600}>
                  {tag}
                </List.Item>
              ))}
            </List>
          </ScrollArea.Autosize>
        </div>
      )}
    </SavingForm>
  );
}

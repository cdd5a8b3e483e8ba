import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { UserGroup } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Dialog, useDialog } from "../../components/dialog.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { groups } from "../../i18n/texts/groups.ts";
import { CreateGroupForm } from "./create-group-form.tsx";
import { GroupsTable } from "./groups-table.tsx";
import { deleteGroup } from "./mutations.ts";
import { RenameGroupForm } from "./rename-group-form.tsx";

export function GroupsPage() {
  const t = useTexts(groups);
  const c = useTexts(common);
  const client = useQueryClient();
  const creating = useDialog<true>();
  const renaming = useDialog<UserGroup>();
  const deleting = useDialog<UserGroup>();
  const open = () => creating.open(true);
  return (
    <Page
      title={t.title}
      description={t.description}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          {t.create}
        </Button>
      }
    >
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      <GroupsTable onCreate={open} onRename={renaming.open} onDelete={deleting.open} />
      <Dialog opened={creating.opened} onClose={creating.close} title={t.createTitle}>
        <CreateGroupForm onDone={creating.close} />
      </Dialog>
      <Dialog opened={renaming.opened} onClose={renaming.close} title={t.renameTitle(renaming.subject?.group_name ?? "")}>
        {renaming.subject && <RenameGroupForm group={renaming.subject} onDone={renaming.close} />}
      </Dialog>
      <ConfirmDialog
        opened={deleting.opened}
        title={t.deleteTitle(deleting.subject?.group_name ?? "")}
        verb={c.delete}
        onClose={deleting.close}
        onConfirm={async () => {
          if (!deleting.subject) return;
          await deleteGroup(client, deleting.subject);
          notifications.show({ message: t.deleted(deleting.subject.group_name ?? "") });
        }}
      >
        <Text>{t.deleteText}</Text>
      </ConfirmDialog>
    </Page>
  );
}

import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconListDetails, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import type { Member } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Dialog, useDialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { members as texts } from "../../i18n/texts/members.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { useProject } from "../projects/use-project.ts";
import { AddMembersForm } from "./add-members-form.tsx";
import { ChangeRoleForm } from "./change-role-form.tsx";
import { Leaving } from "./leaving.tsx";
import { MembersTable } from "./members-table.tsx";
import { useMemberChanges } from "./queries.ts";
import { RolesTable } from "./roles-table.tsx";
import { SelectedMembers } from "./selected-members.tsx";

export function MembersPage() {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { project, may } = useProject();
  const [selected, setSelected] = useState<Member[]>([]);
  const adding = useDialog<true>();
  const changing = useDialog<Member[]>();
  const leaving = useDialog<Member[]>();
  const comparing = useDialog<true>();
  const { change, remove } = useMemberChanges(project.project_id);
  const changeRole = async (members: Member[], roleId: number) => {
    await change.mutateAsync({ members, roleId });
    notifications.show({ message: t.changed(members.length) });
    setSelected([]);
    changing.close();
  };
  const removeAll = async (members: Member[]) => {
    await remove.mutateAsync(members);
    notifications.show({ message: t.removed(members.length) });
    setSelected([]);
  };
  const add = may("member:create") && (
    <Button leftSection={<IconUserPlus size={18} />} onClick={() => adding.open(true)}>
      {t.add}
    </Button>
  );
  const [going, changed] = [leaving.subject ?? [], changing.subject ?? []];
  return (
    <ProjectFrame tab={t.title} actions={add}>
      <Group justify="space-between">
        <FilterInput label={t.filter} />
        <Button variant="subtle" leftSection={<IconListDetails size={18} />} onClick={() => comparing.open(true)}>
          {t.whatRolesMay}
        </Button>
      </Group>
      <SelectedMembers members={selected} onChange={() => changing.open(selected)} onRemove={() => leaving.open(selected)} />
      {change.error && !changing.opened && <ErrorMessage error={change.error} />}
      <MembersTable
        empty={
          <EmptyState icon={<IconUsers />} title={t.none} action={add}>
            {t.noneHelp}
          </EmptyState>
        }
        selected={selected}
        onSelect={setSelected}
        onChange={(members, roleId) => {
          // What went wrong is shown above the table.
          changeRole(members, roleId).catch(() => undefined);
        }}
        onRemove={leaving.open}
      />
      <Dialog opened={adding.opened} onClose={adding.close} title={t.add}>
        <AddMembersForm projectId={project.project_id} onDone={adding.close} />
      </Dialog>
      <Dialog opened={comparing.opened} onClose={comparing.close} title={t.whatRolesMay} size={1000}>
        <RolesTable />
      </Dialog>
      <Dialog opened={changing.opened} onClose={changing.close} title={t.changeTitle(changed.length)} size="md">
        <ChangeRoleForm members={changed} save={(roleId) => changeRole(changed, roleId)} onDone={changing.close} />
      </Dialog>
      <ConfirmDialog
        opened={leaving.opened}
        title={t.removeTitle(going.length)}
        verb={c.remove}
        onClose={leaving.close}
        onConfirm={() => removeAll(going)}
      >
        <Leaving members={going} />
      </ConfirmDialog>
    </ProjectFrame>
  );
}

import { Button, Group, List, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconListDetails, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useCurrentUser } from "../../api/session.ts";
import type { Member } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { members as texts } from "../../i18n/texts/members.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { useProject } from "../projects/use-project.ts";
import { ChangeRoleDialog } from "./change-role-dialog.tsx";
import { MembersTable } from "./members-table.tsx";
import { useMemberChanges } from "./queries.ts";

const AddMembersDialog = lazy(() => import("./add-members-dialog.tsx").then(({ AddMembersDialog: component }) => ({ default: component })));
const RolesTable = lazy(() => import("./roles-table.tsx").then(({ RolesTable: component }) => ({ default: component })));

type Open = "add" | "change" | "roles" | null;

export function MembersPage() {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { project, may } = useProject();
  const [open, setOpen] = useState<Open>(null);
  const [selected, setSelected] = useState<Member[]>([]);
  const [leaving, setLeaving] = useState<Member[]>([]);
  const { change, remove } = useMemberChanges(project.project_id);
  const close = () => setOpen(null);
  const changeRole = async (members: Member[], roleId: number) => {
    await change.mutateAsync({ members, roleId });
    notifications.show({ message: t.changed(members.length) });
    setSelected([]);
    close();
  };
  const removeAll = async () => {
    await remove.mutateAsync(leaving);
    notifications.show({ message: t.removed(leaving.length) });
    setSelected([]);
  };
  const add = may("member:create") && (
    <Button leftSection={<IconUserPlus size={18} />} onClick={() => setOpen("add")}>
      {t.add}
    </Button>
  );
  return (
    <ProjectFrame tab={t.title} actions={add}>
      <Group justify="space-between">
        <FilterInput label={t.filter} />
        <Button variant="subtle" leftSection={<IconListDetails size={18} />} onClick={() => setOpen("roles")}>
          {t.whatRolesMay}
        </Button>
      </Group>
      {selected.length > 0 && (
        <Group gap="xs" role="region" aria-label={c.actions}>
          <Text size="sm" fw={550}>
            {c.selected(selected.length)}
          </Text>
          {may("member:update") && (
            <Button size="xs" variant="default" onClick={() => setOpen("change")}>
              {t.change}
            </Button>
          )}
          {may("member:delete") && (
            <Button size="xs" variant="outline" color="red.9" onClick={() => setLeaving(selected)}>
              {c.remove}
            </Button>
          )}
        </Group>
      )}
      {change.error && open === null && <ErrorMessage error={change.error} />}
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
        onRemove={setLeaving}
      />
      <Suspense fallback={null}>
        {open === "add" && <AddMembersDialog projectId={project.project_id} onClose={close} />}
        {open === "roles" && <RolesTable onClose={close} />}
      </Suspense>
      {open === "change" && <ChangeRoleDialog members={selected} save={(roleId) => changeRole(selected, roleId)} onClose={close} />}
      <ConfirmDialog
        opened={leaving.length > 0}
        title={t.removeTitle(leaving.length)}
        verb={c.remove}
        onClose={() => setLeaving([])}
        onConfirm={removeAll}
      >
        <Leaving members={leaving} />
      </ConfirmDialog>
    </ProjectFrame>
  );
}

function Leaving({ members }: { readonly members: readonly Member[] }) {
  const t = useTexts(texts);
  const user = useCurrentUser();
  const isSelf = members.some(({ entity_type: type, entity_id: id }) => type === "u" && id === user?.user_id);
  return (
    <>
      <List mb="sm">
        {members.map(({ id, entity_name: name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
      <Text>{t.removeHelp}</Text>
      {isSelf && (
        <Text fw={600} mt="xs">
          {t.removeSelf}
        </Text>
      )}
    </>
  );
}

import { Button, Group } from "@mantine/core";
import { IconPlus, IconUserDown } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { systemInfoQuery } from "../../api/session.ts";
import type { User } from "../../api/types.ts";
import { Dialog, useDialog } from "../../components/dialog.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { users } from "../../i18n/texts/users.ts";
import { CreateUserForm } from "./create-user-form.tsx";
import { ImportPeopleForm } from "./import-people-form.tsx";
import { UserDialogs } from "./user-dialogs.tsx";
import { UsersTable } from "./users-table.tsx";

export function UsersPage() {
  const t = useTexts(users);
  const { data: site } = useSuspenseQuery(systemInfoQuery);
  const creating = useDialog<true>();
  const importing = useDialog<true>();
  const dialogs = {
    editing: useDialog<User>(),
    settingPassword: useDialog<User>(),
    changingAdministrator: useDialog<User>(),
    deleting: useDialog<User>(),
  };
  return (
    <Page
      title={t.title}
      description={t.description}
      actions={
        <>
          {site.auth_mode === "ldap_auth" && (
            <Button variant="default" leftSection={<IconUserDown size={16} />} onClick={() => importing.open(true)}>
              {t.importFrom}
            </Button>
          )}
          <Button leftSection={<IconPlus size={16} />} onClick={() => creating.open(true)}>
            {t.create}
          </Button>
        </>
      }
    >
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      <UsersTable dialogs={dialogs} />
      <UserDialogs {...dialogs} />
      <Dialog opened={creating.opened} onClose={creating.close} title={t.createTitle}>
        <CreateUserForm onDone={creating.close} />
      </Dialog>
      <Dialog opened={importing.opened} onClose={importing.close} title={t.importFrom}>
        <ImportPeopleForm onDone={importing.close} />
      </Dialog>
    </Page>
  );
}

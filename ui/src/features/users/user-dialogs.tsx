import { Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { User } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Dialog, type DialogState } from "../../components/dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { users } from "../../i18n/texts/users.ts";
import { AdministratorForm } from "./administrator-form.tsx";
import { EditUserForm } from "./edit-user-form.tsx";
import { deleteUser } from "./mutations.ts";
import { SetPasswordForm } from "./set-password-form.tsx";

/** What a user's row opens. */
export interface UserDialogStates {
  readonly editing: DialogState<User>;
  readonly settingPassword: DialogState<User>;
  readonly changingAdministrator: DialogState<User>;
  readonly deleting: DialogState<User>;
}

export function UserDialogs({ editing, settingPassword, changingAdministrator, deleting }: UserDialogStates) {
  const t = useTexts(users);
  const c = useTexts(common);
  const client = useQueryClient();
  const nameOf = ({ subject }: DialogState<User>) => subject?.username ?? "";
  return (
    <>
      <Dialog opened={editing.opened} onClose={editing.close} title={t.editTitle(nameOf(editing))}>
        {editing.subject && <EditUserForm user={editing.subject} onDone={editing.close} />}
      </Dialog>
      <Dialog opened={settingPassword.opened} onClose={settingPassword.close} title={t.setPasswordTitle(nameOf(settingPassword))}>
        {settingPassword.subject && <SetPasswordForm user={settingPassword.subject} onDone={settingPassword.close} />}
      </Dialog>
      <Dialog
        opened={changingAdministrator.opened}
        onClose={changingAdministrator.close}
        title={changingAdministrator.subject?.sysadmin_flag ? t.unmakeAdministrator : t.makeAdministrator}
      >
        {changingAdministrator.subject && <AdministratorForm user={changingAdministrator.subject} onDone={changingAdministrator.close} />}
      </Dialog>
      <ConfirmDialog
        opened={deleting.opened}
        title={t.deleteTitle(nameOf(deleting))}
        verb={c.delete}
        onClose={deleting.close}
        onConfirm={async () => {
          if (!deleting.subject) return;
          await deleteUser(client, deleting.subject);
          notifications.show({ message: t.deleted(nameOf(deleting)) });
        }}
      >
        <Stack gap="xs">
          <Text>{t.deleteText}</Text>
          {deleting.subject?.provider === "ldap" && <Text>{t.deleteDirectory}</Text>}
        </Stack>
      </ConfirmDialog>
    </>
  );
}

import { Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { User } from "../../api/types.ts";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { users } from "../../i18n/texts/users.ts";
import { setAdministrator } from "./mutations.ts";

/** Makes somebody an administrator of the site, or no longer one. */
export function AdministratorForm({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const t = useTexts(users);
  const client = useQueryClient();
  const form = useForm({ mode: "uncontrolled", initialValues: {} });
  const { username: name, sysadmin_flag: isAdministrator } = user;
  return (
    <SavingForm
      form={form}
      verb={isAdministrator ? t.unmakeAdministrator : t.makeAdministrator}
      onCancel={onDone}
      save={async () => {
        await setAdministrator(client, user, !isAdministrator);
        notifications.show({ message: isAdministrator ? t.isNoAdministrator(name) : t.isAdministrator(name) });
        onDone();
      }}
    >
      <Text>{isAdministrator ? t.unmakeAdministratorText(name) : t.makeAdministratorText(name)}</Text>
      <Text c="dimmed">{t.signedOut}</Text>
    </SavingForm>
  );
}

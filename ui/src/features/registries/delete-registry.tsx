import { Button, Group, List, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Registry } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Dialog, type DialogState } from "../../components/dialog.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { registries } from "../../i18n/texts/registries.ts";
import { deleteRegistry } from "./mutations.ts";
import { policiesOfRegistryQuery } from "./queries.ts";

/** A registry that policies use stays: they are named instead. */
export function DeleteRegistry({ dialog }: { readonly dialog: DialogState<Registry> }) {
  const t = useTexts(registries);
  const c = useTexts(common);
  const client = useQueryClient();
  const { opened, subject, close } = dialog;
  const name = subject?.name ?? "";
  const { data: policies, isError } = useQuery({ ...policiesOfRegistryQuery(subject?.id ?? 0), enabled: opened });
  const isUsed = policies !== undefined && policies.length > 0;
  return (
    <>
      <Dialog opened={opened && isUsed} onClose={close} title={t.usedTitle(name)}>
        <Stack>
          <Text>{t.usedText}</Text>
          <List>
            {policies?.map(({ id, name: policy }) => (
              <List.Item key={id}>
                <AnchorLink to="/replications/$policy" params={{ policy: String(id) }}>
                  {policy}
                </AnchorLink>
              </List.Item>
            ))}
          </List>
          <Group justify="flex-end">
            <Button onClick={close}>{c.close}</Button>
          </Group>
        </Stack>
      </Dialog>
      <ConfirmDialog
        opened={opened && (isError || policies?.length === 0)}
        title={t.deleteTitle(name)}
        verb={c.delete}
        onClose={close}
        onConfirm={async () => {
          if (!subject) return;
          await deleteRegistry(client, subject);
          notifications.show({ message: t.deleted(name) });
        }}
      >
        <Text>{t.deleteText(subject?.url ?? "")}</Text>
      </ConfirmDialog>
    </>
  );
}

import { Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPencil, IconPlugConnected, IconServer2, IconTrash } from "@tabler/icons-react";
import type { Registry } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn, RowMenu } from "../../components/row-menu.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { registries } from "../../i18n/texts/registries.ts";
import { connectionHelp } from "./connection-help.ts";
import { testRegistry } from "./mutations.ts";
import { useProviderName } from "./provider-name.ts";
import { registriesQuery } from "./queries.ts";
import { RegistryState, RegistryTls } from "./registry-state.tsx";

interface RegistriesTableProps {
  readonly onCreate: () => void;
  readonly onEdit: (registry: Registry) => void;
  readonly onDelete: (registry: Registry) => void;
}

export function RegistriesTable({ onCreate, onEdit, onDelete }: RegistriesTableProps) {
  const t = useTexts(registries);
  const c = useTexts(common);
  const nameOf = useProviderName();
  const test = useTest();
  const [search] = useListSearch();
  return (
    <ListTable<Registry>
      label={t.title}
      query={registriesQuery(search)}
      idOf={({ id }) => id ?? 0}
      empty={
        <EmptyState icon={<IconServer2 />} title={t.none} action={<Button onClick={onCreate}>{t.create}</Button>}>
          {t.noneHelp}
        </EmptyState>
      }
      columns={[
        {
          accessor: "name",
          title: c.name,
          sortable: true,
          render: ({ name, description }) => (
            <Stack gap={0}>
              <Text component="span" inherit fw={550} style={{ overflowWrap: "anywhere" }}>
                {name}
              </Text>
              {description && (
                <Text component="span" size="xs" c="dimmed" lineClamp={2}>
                  {description}
                </Text>
              )}
            </Stack>
          ),
        },
        { accessor: "type", title: t.type, sortable: true, visibleMediaQuery: "(min-width: 62em)", render: ({ type }) => nameOf(type) },
        {
          accessor: "url",
          title: t.url,
          sortable: true,
          visibleMediaQuery: "(min-width: 48em)",
          render: ({ url }) => <span className="code">{url}</span>,
        },
        { accessor: "status", title: t.state, sortable: true, render: (registry) => <RegistryState registry={registry} withReason /> },
        {
          accessor: "tls",
          title: t.tls,
          visibleMediaQuery: "(min-width: 62em)",
          render: (registry) => <RegistryTls registry={registry} />,
        },
        {
          accessor: "checked_time",
          title: t.checked,
          visibleMediaQuery: "(min-width: 75em)",
          render: ({ checked_time: at }) => <Time at={at} />,
        },
        menuColumn(c.actions, (registry) => (
          <RowMenu
            label={t.actionsOf(registry.name ?? "")}
            actions={[
              { text: t.test, icon: <IconPlugConnected size={16} />, onClick: () => void test(registry) },
              { text: c.edit, icon: <IconPencil size={16} />, onClick: () => onEdit(registry) },
              { text: c.delete, icon: <IconTrash size={16} />, isDestructive: true, onClick: () => onDelete(registry) },
            ]}
          />
        )),
      ]}
    />
  );
}

/** Asks a registry as it is kept, and says what came of it. */
function useTest(): (registry: Registry) => Promise<void> {
  const t = useTexts(registries);
  return async ({ id = 0, name = "" }) => {
    const note = notifications.show({ loading: true, message: t.testing(name), autoClose: false });
    const update = { id: note, loading: false, withCloseButton: true };
    try {
      const reason = await testRegistry(id, null);
      if (reason === null) notifications.update({ ...update, color: "teal", title: name, message: t.testGood, autoClose: 5000 });
      else {
        const help = connectionHelp(reason, t.helps);
        notifications.update({ ...update, color: "red", title: t.testBadOf(name), message: [reason, help].filter(Boolean).join(" – ") });
      }
    } catch {
      notifications.update({ ...update, color: "red", title: name, message: t.testFailed });
    }
  };
}

import { Badge, Button, Text } from "@mantine/core";
import { IconPencil, IconTrash, IconUsersGroup } from "@tabler/icons-react";
import type { UserGroup } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn, RowMenu } from "../../components/row-menu.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { groups } from "../../i18n/texts/groups.ts";
import { directoryType } from "./mutations.ts";
import { groupsQuery } from "./queries.ts";

/** Where a group comes from, by Harbor's numbers. */
const types: Readonly<Record<number, string>> = { 1: "LDAP", 2: "HTTP", 3: "OIDC" };

interface GroupsTableProps {
  readonly onCreate: () => void;
  readonly onRename: (group: UserGroup) => void;
  readonly onDelete: (group: UserGroup) => void;
}

export function GroupsTable({ onCreate, onRename, onDelete }: GroupsTableProps) {
  const t = useTexts(groups);
  const c = useTexts(common);
  const [search] = useListSearch();
  return (
    <ListTable<UserGroup>
      label={t.title}
      query={groupsQuery(search)}
      idOf={({ id }) => id ?? 0}
      empty={
        <EmptyState icon={<IconUsersGroup />} title={t.none} action={<Button onClick={onCreate}>{t.create}</Button>}>
          {t.noneHelp}
        </EmptyState>
      }
      columns={[
        {
          accessor: "group_name",
          title: c.name,
          render: ({ group_name: name }) => (
            <Text component="span" inherit fw={550} style={{ overflowWrap: "anywhere" }}>
              {name}
            </Text>
          ),
        },
        {
          accessor: "group_type",
          title: t.type,
          render: ({ group_type: type = 0 }) => <Badge color={type === directoryType ? "cyan" : "gray"}>{types[type] ?? type}</Badge>,
        },
        {
          accessor: "ldap_group_dn",
          title: t.dn,
          visibleMediaQuery: "(min-width: 48em)",
          render: ({ ldap_group_dn: dn }) => (dn ? <span className="code">{dn}</span> : "–"),
        },
        menuColumn(c.actions, (group) => (
          <RowMenu
            label={t.actionsOf(group.group_name ?? "")}
            actions={[
              { text: t.rename, icon: <IconPencil size={16} />, onClick: () => onRename(group) },
              { text: c.delete, icon: <IconTrash size={16} />, isDestructive: true, onClick: () => onDelete(group) },
            ]}
          />
        )),
      ]}
    />
  );
}

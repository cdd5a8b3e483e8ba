import { Badge, Group, Text } from "@mantine/core";
import { IconKey, IconPencil, IconShieldMinus, IconShieldPlus, IconTrash, IconUser } from "@tabler/icons-react";
import { useCurrentUser } from "../../api/session.ts";
import type { User } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn, RowMenu } from "../../components/row-menu.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { users } from "../../i18n/texts/users.ts";
import { usersQuery } from "./queries.ts";
import type { UserDialogStates } from "./user-dialogs.tsx";

/** Every site begins with it; it stays an administrator and cannot be deleted. */
const firstAdministrator = 1;
const wide = "(min-width: 62em)";

export function UsersTable({ dialogs }: { readonly dialogs: UserDialogStates }) {
  const t = useTexts(users);
  const c = useTexts(common);
  const [search] = useListSearch();
  const me = useCurrentUser();
  return (
    <ListTable<User>
      label={t.title}
      query={usersQuery(search)}
      idOf={(user) => user.user_id}
      empty={<EmptyState icon={<IconUser />} title={t.none} />}
      columns={[
        {
          accessor: "username",
          title: t.name,
          sortable: true,
          render: (user) => (
            <Group gap="xs">
              <Text component="span" inherit fw={550} style={{ overflowWrap: "anywhere" }}>
                {user.username}
              </Text>
              {user.sysadmin_flag && <Badge color="harbour">{t.administrator}</Badge>}
              {user.user_id === me?.user_id && <Badge color="gray">{t.you}</Badge>}
            </Group>
          ),
        },
        { accessor: "realname", title: t.realname, visibleMediaQuery: wide },
        { accessor: "email", title: t.mail, sortable: true, visibleMediaQuery: wide, render: ({ email }) => email || "–" },
        {
          accessor: "provider",
          title: t.account,
          render: ({ provider }) =>
            provider === "ldap" ? (
              <Badge color="cyan" miw="max-content">
                {t.directory}
              </Badge>
            ) : (
              <Badge color="gray">{t.local}</Badge>
            ),
        },
        {
          accessor: "creation_time",
          title: c.created,
          sortable: true,
          visibleMediaQuery: "(min-width: 48em)",
          render: ({ creation_time: at }) => <Time at={at} />,
        },
        menuColumn(c.actions, (user) => <UserMenu user={user} isSelf={user.user_id === me?.user_id} dialogs={dialogs} />),
      ]}
    />
  );
}

interface UserMenuProps {
  readonly user: User;
  readonly isSelf: boolean;
  readonly dialogs: UserDialogStates;
}

function UserMenu({ user, isSelf, dialogs }: UserMenuProps) {
  const t = useTexts(users);
  const c = useTexts(common);
  const isFirst = user.user_id === firstAdministrator;
  const isLocal = user.provider === "local";
  return (
    <RowMenu
      label={t.actionsOf(user.username)}
      actions={[
        { text: t.edit, icon: <IconPencil size={16} />, onClick: () => dialogs.editing.open(user) },
        isLocal && !isSelf && { text: t.setPassword, icon: <IconKey size={16} />, onClick: () => dialogs.settingPassword.open(user) },
        !isFirst &&
          !isSelf && {
            text: user.sysadmin_flag ? t.unmakeAdministrator : t.makeAdministrator,
            icon: user.sysadmin_flag ? <IconShieldMinus size={16} /> : <IconShieldPlus size={16} />,
            onClick: () => dialogs.changingAdministrator.open(user),
          },
        !isFirst &&
          !isSelf && {
            text: c.delete,
            icon: <IconTrash size={16} />,
            isDestructive: true,
            onClick: () => dialogs.deleting.open(user),
          },
      ]}
    />
  );
}

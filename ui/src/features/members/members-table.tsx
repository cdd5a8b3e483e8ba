import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { IconUser, IconUserMinus, IconUsersGroup } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Member } from "../../api/types.ts";
import { useListSearch } from "../../components/list-search.ts";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn } from "../../components/row-menu.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { members } from "../../i18n/texts/members.ts";
import { useProject } from "../projects/use-project.ts";
import { membersQuery } from "./queries.ts";
import { RoleSelect } from "./role-select.tsx";
import { useRoleName } from "../rights/role-names.ts";

interface MembersTableProps {
  readonly empty: ReactNode;
  readonly selected: Member[];
  readonly onSelect: (members: Member[]) => void;
  readonly onChange: (members: Member[], roleId: number) => void;
  readonly onRemove: (members: Member[]) => void;
}

export function MembersTable({ empty, selected, onSelect, onChange, onRemove }: MembersTableProps) {
  const t = useTexts(members);
  const c = useTexts(common);
  const nameOf = useRoleName();
  const { project, may } = useProject();
  const [search] = useListSearch();
  const mayChange = may("member:update");
  const mayRemove = may("member:delete");
  return (
    <ListTable
      label={t.title}
      query={membersQuery(project.project_id, search)}
      idOf={({ id }: Member) => id}
      empty={empty}
      {...(mayChange || mayRemove ? { selected, onSelect } : {})}
      columns={[
        {
          accessor: "entity_name",
          title: c.name,
          render: ({ entity_name: name, entity_type: type }) => (
            <Group gap="xs" wrap="nowrap">
              {type === "g" ? (
                <IconUsersGroup size={18} aria-hidden="true" style={{ flexShrink: 0 }} />
              ) : (
                <IconUser size={18} aria-hidden="true" style={{ flexShrink: 0 }} />
              )}
              <span style={{ overflowWrap: "break-word", minWidth: 72 }}>{name}</span>
            </Group>
          ),
        },
        {
          accessor: "entity_type",
          title: t.kind,
          visibleMediaQuery: "(min-width: 48em)",
          render: ({ entity_type: type }) => (type === "g" ? t.group : t.user),
        },
        {
          accessor: "role_id",
          title: t.role,
          width: 190,
          render: (member) =>
            mayChange ? (
              <RoleSelect
                aria-label={t.roleOf(member.entity_name)}
                size="xs"
                value={member.role_id}
                onChange={(roleId) => roleId !== member.role_id && onChange([member], roleId)}
              />
            ) : (
              nameOf(member)
            ),
        },
        {
          ...menuColumn<Member>(c.actions, (member) => (
            <Tooltip label={c.remove}>
              <ActionIcon variant="subtle" color="gray" aria-label={t.removeOne(member.entity_name)} onClick={() => onRemove([member])}>
                <IconUserMinus size={18} />
              </ActionIcon>
            </Tooltip>
          )),
          hidden: !mayRemove,
        },
      ]}
    />
  );
}

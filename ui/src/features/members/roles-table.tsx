import { Modal, ScrollArea, Table, Text } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { holds, rolesQuery } from "../../api/roles.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { members } from "../../i18n/texts/members.ts";
import { actionsInOrder, isBuilt, useRightNames } from "../rights/right-names.ts";
import { useRoleName } from "../rights/role-names.ts";

/** Every right in a project, and the roles that have it, as the site keeps them. */
export function RolesTable({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(members);
  const c = useTexts(common);
  const names = useRightNames();
  const nameOf = useRoleName();
  const { data, error } = useQuery(rolesQuery);
  const roles = (data ?? []).toSorted((a, b) => b.permissions.length - a.permissions.length);
  const rights = [...new Set(roles.flatMap(({ permissions }) => permissions.map(({ resource, action }) => `${resource}:${action}`)))]
    .map((right) => right.split(":") as [string, string])
    .filter(([resource]) => isBuilt(resource))
    .toSorted(
      ([a, does], [b, other]) =>
        names.resource(a).localeCompare(names.resource(b)) || actionsInOrder.indexOf(does) - actionsInOrder.indexOf(other),
    );
  return (
    <Modal opened onClose={onClose} title={t.whatRolesMay} size="xl" closeButtonProps={{ "aria-label": c.close }}>
      {error && <ErrorMessage error={error} />}
      {!data && !error && <TableSkeleton />}
      {data && (
        <ScrollArea viewportProps={{ tabIndex: 0, role: "group", "aria-label": t.whatRolesMay }}>
          <Table stickyHeader verticalSpacing={6} highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t.right}</Table.Th>
                {roles.map((role) => (
                  <Table.Th key={role.role_id} scope="col" ta="center">
                    {nameOf(role)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rights.map(([resource, action]) => (
                <Table.Tr key={`${resource}:${action}`}>
                  <Table.Th scope="row" fw={400}>
                    {names.resource(resource)}
                    <Text span size="sm" c="dimmed">
                      {" · "}
                      {names.action(action)}
                    </Text>
                  </Table.Th>
                  {roles.map((role) => (
                    <Table.Td key={role.role_id} ta="center">
                      <Held is={holds(role, `${resource}:${action}`)} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </Modal>
  );
}

function Held({ is }: { readonly is: boolean }) {
  const t = useTexts(common);
  return is ? (
    <IconCheck size={18} role="img" aria-label={t.yes} color="var(--mantine-color-teal-text)" />
  ) : (
    <IconMinus size={18} role="img" aria-label={t.no} color="var(--mantine-color-dimmed)" opacity={0.5} />
  );
}

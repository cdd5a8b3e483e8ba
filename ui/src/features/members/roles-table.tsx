import { ScrollArea, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { rolesQuery } from "../../api/roles.ts";
import type { Role } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { members } from "../../i18n/texts/members.ts";
import { actionsInOrder, isBuilt, useRightNames } from "../rights/right-names.ts";
import { useRoleName } from "../rights/role-names.ts";

/** What each role may do with each kind of thing, as the site keeps it. */
export function RolesTable() {
  const t = useTexts(members);
  const names = useRightNames();
  const nameOf = useRoleName();
  const { data, error } = useQuery(rolesQuery);
  const roles = (data ?? []).toSorted((a, b) => b.permissions.length - a.permissions.length);
  const resources = [...new Set(roles.flatMap(({ permissions }) => permissions.map(({ resource }) => resource)))]
    .filter(isBuilt)
    .toSorted((a, b) => names.resource(a).localeCompare(names.resource(b)));
  return (
    <>
      {error && <ErrorMessage error={error} />}
      {!data && !error && <TableSkeleton />}
      {data && (
        <ScrollArea viewportProps={{ tabIndex: 0, role: "group", "aria-label": t.whatRolesMay }}>
          <Table verticalSpacing="xs" highlightOnHover miw={760} aria-label={t.whatRolesMay}>
            <Table.Thead>
              <Table.Tr>
                <Table.Td />
                {roles.map((role) => (
                  <Table.Th key={role.role_id} scope="col">
                    {nameOf(role)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {resources.map((resource) => (
                <Table.Tr key={resource}>
                  <Table.Th scope="row" fw={550}>
                    {names.resource(resource)}
                  </Table.Th>
                  {roles.map((role) => (
                    <Table.Td key={role.role_id}>
                      <Actions names={actionsOf(role, resource).map(names.action)} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </>
  );
}

function actionsOf({ permissions }: Role, resource: string): string[] {
  return permissions
    .filter((right) => right.resource === resource)
    .map(({ action }) => action)
    .toSorted((a, b) => actionsInOrder.indexOf(a) - actionsInOrder.indexOf(b));
}

function Actions({ names }: { readonly names: readonly string[] }) {
  const t = useTexts(members);
  if (names.length > 0) return names.join(", ");
  return (
    <Text span c="dimmed" aria-label={t.nothing}>
      –
    </Text>
  );
}

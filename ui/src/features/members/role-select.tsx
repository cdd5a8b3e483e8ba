import { Select, Skeleton, type SelectProps, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { rolesQuery } from "../../api/roles.ts";
import { useTexts } from "../../i18n/language.tsx";
import { members } from "../../i18n/texts/members.ts";
import { useRoleName } from "../rights/role-names.ts";

/** Harbor's roles, those with most rights first; roles that a site added come behind them. */
const order = [1, 4, 2, 3, 5];
const rank = (id: number) => (order.includes(id) ? order.indexOf(id) : order.length + id);

export const usualRole = 3;

interface RoleSelectProps extends Omit<SelectProps, "data" | "value" | "onChange" | "defaultValue"> {
  readonly value?: number;
  readonly defaultValue?: number;
  readonly onChange?: (roleId: number) => void;
}

/** A role, with a sentence on what it may do. */
export function RoleSelect({ value, defaultValue, onChange, ...rest }: RoleSelectProps) {
  const { about } = useTexts(members);
  const { data: roles } = useQuery(rolesQuery);
  const nameOf = useRoleName();
  if (!roles) return <Skeleton h={30} />;
  return (
    <Select
      {...rest}
      data={roles
        .toSorted((a, b) => rank(a.role_id) - rank(b.role_id))
        .map((role) => ({ value: String(role.role_id), label: nameOf(role) }))}
      {...(value === undefined ? {} : { value: String(value) })}
      {...(defaultValue === undefined ? {} : { defaultValue: String(defaultValue) })}
      onChange={(next) => next !== null && onChange?.(Number(next))}
      allowDeselect={false}
      comboboxProps={{ width: 340, position: "bottom-start" }}
      maxDropdownHeight={360}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm" fw={550}>
            {option.label}
          </Text>
          <Text size="xs" c="dimmed">
            {about[Number(option.value)] ?? ""}
          </Text>
        </Stack>
      )}
    />
  );
}

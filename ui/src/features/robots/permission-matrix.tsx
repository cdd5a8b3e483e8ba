import { Button, Checkbox, Group, ScrollArea, Table } from "@mantine/core";
import type { ReactNode } from "react";
import type { Permission } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { permissionMatrix } from "../../i18n/texts/permission-matrix.ts";
import { useRightNames } from "../rights/right-names.ts";
import { isPreset, matrixOf, type Preset, presets, type Rights, toggled } from "./rights.ts";

interface PermissionMatrixProps {
  /** Whose rights these are. */
  readonly label: string;
  /** What can be given, as `GET /permissions` says. */
  readonly available: readonly Permission[];
  readonly value: Rights;
  readonly onChange: (rights: Set<string>) => void;
  /** Usual choices are for projects. */
  readonly withPresets?: boolean;
}

/** Resources down, actions across; a box is where a right can be given. */
export function PermissionMatrix({ label, available, value, onChange, withPresets = false }: PermissionMatrixProps) {
  const t = useTexts(permissionMatrix);
  const names = useRightNames();
  const { rows, columns, cells } = matrixOf(available, value);
  const group = (title: string, rights: readonly string[]) => {
    const count = rights.filter((right) => value.has(right)).length;
    return (
      <Checkbox
        size="xs"
        aria-label={title}
        checked={count > 0 && count === rights.length}
        indeterminate={count > 0 && count < rights.length}
        onChange={() => onChange(toggled(value, rights))}
      />
    );
  };
  return (
    <>
      {withPresets && (
        <Group gap="xs" mb="sm" role="group" aria-label={t.presets}>
          {(Object.keys(presets) as Preset[]).map((preset) => (
            <Button
              key={preset}
              size="compact-sm"
              variant={isPreset(value, preset) ? "light" : "default"}
              aria-pressed={isPreset(value, preset)}
              onClick={() => onChange(new Set(presets[preset]))}
            >
              {t[preset]}
            </Button>
          ))}
        </Group>
      )}
      <ScrollArea viewportProps={{ tabIndex: 0, role: "group", "aria-label": label }}>
        <Table aria-label={label} verticalSpacing={6} horizontalSpacing="xs" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t.resource}</Table.Th>
              <Table.Th scope="col" ta="center">
                {t.all}
              </Table.Th>
              {columns.map((action) => (
                <Table.Th key={action} scope="col" ta="center" style={{ whiteSpace: "nowrap" }}>
                  {names.action(action)}
                </Table.Th>
              ))}
            </Table.Tr>
            <Table.Tr bg="var(--mantine-color-default-hover)">
              <Table.Th scope="row">{t.everything}</Table.Th>
              <Centred>{group(t.everything, [...cells])}</Centred>
              {columns.map((action) => (
                <Centred key={action}>
                  {group(
                    t.column(names.action(action)),
                    [...cells].filter((right) => right.endsWith(`:${action}`)),
                  )}
                </Centred>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((resource) => (
              <Table.Tr key={resource}>
                <Table.Th scope="row" fw={400} miw={104}>
                  {names.resource(resource)}
                </Table.Th>
                <Centred>
                  {group(
                    t.row(names.resource(resource)),
                    [...cells].filter((right) => right.startsWith(`${resource}:`)),
                  )}
                </Centred>
                {columns.map((action) => {
                  const right = `${resource}:${action}`;
                  return (
                    <Centred key={action}>
                      {cells.has(right) && (
                        <Checkbox
                          size="xs"
                          aria-label={t.cell(names.resource(resource), names.action(action))}
                          checked={value.has(right)}
                          onChange={() => onChange(toggled(value, [right]))}
                        />
                      )}
                    </Centred>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </>
  );
}

/** A box in the middle of its cell. */
function Centred({ children }: { readonly children: ReactNode }) {
  return (
    <Table.Td>
      <Group justify="center">{children}</Group>
    </Table.Td>
  );
}

import { ActionIcon, Menu, VisuallyHidden } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { DataTableColumn } from "mantine-datatable";
import { type ReactNode, useRef } from "react";

interface RowAction {
  readonly text: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  /** It destroys something; stands last, apart. */
  readonly isDestructive?: boolean;
}

interface RowMenuProps {
  /** With the row's name: "Actions for alice". */
  readonly label: string;
  /** False: the person or the row does not allow it. */
  readonly actions: readonly (RowAction | false)[];
}

/** What can be done with a row. A dialog that an action opens gives the focus back to the menu's button. */
export function RowMenu({ label, actions }: RowMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const shown = actions.filter((action) => action !== false);
  if (shown.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" aria-label={label} onClick={(event) => event.stopPropagation()}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        {shown.map(({ text, icon, onClick, isDestructive = false }) => (
          <Menu.Item
            key={text}
            leftSection={icon}
            {...(isDestructive ? { c: "var(--mantine-color-error)" } : {})}
            onClick={() => {
              // The item is gone when the dialog closes.
              button.current?.focus();
              onClick();
            }}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The last column of a table, for its `RowMenu`. @param title what those hear who do not see the buttons */
export function menuColumn<T>(title: string, render: (row: T) => ReactNode): DataTableColumn<T> {
  return { accessor: "actions", title: <VisuallyHidden>{title}</VisuallyHidden>, width: 56, textAlign: "right", render };
}

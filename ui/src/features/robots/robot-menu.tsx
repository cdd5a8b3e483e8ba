import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconKey, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import type { Robot } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { robots } from "../../i18n/texts/robots.ts";

export type RobotAction = "edit" | "refresh" | "toggle" | "delete";

interface RobotMenuProps {
  readonly robot: Robot;
  readonly may: { readonly update: boolean; readonly delete: boolean };
  readonly onAction: (action: RobotAction) => void;
}

export function RobotMenu({ robot, may, onAction }: RobotMenuProps) {
  const t = useTexts(robots);
  const c = useTexts(common);
  if (!may.update && !may.delete) return null;
  const Toggle = robot.disable ? IconPlayerPlay : IconPlayerPause;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t.actionsOf(robot.name)}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may.update && (
          <>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onAction("edit")}>
              {c.edit}
            </Menu.Item>
            <Menu.Item leftSection={<IconKey size={16} />} onClick={() => onAction("refresh")}>
              {t.refresh}
            </Menu.Item>
            <Menu.Item leftSection={<Toggle size={16} />} onClick={() => onAction("toggle")}>
              {robot.disable ? t.enable : t.disable}
            </Menu.Item>
          </>
        )}
        {may.delete && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onAction("delete")}>
            {c.delete}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

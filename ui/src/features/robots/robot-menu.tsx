import { IconKey, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import type { Robot } from "../../api/types.ts";
import { RowMenu } from "../../components/row-menu.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { robots } from "../../i18n/texts/robots.ts";

export interface RobotMenuRights {
  readonly update: boolean;
  readonly delete: boolean;
}

interface RobotMenuProps {
  readonly robot: Robot;
  readonly may: RobotMenuRights;
  readonly onEdit: (robot: Robot) => void;
  readonly onRefresh: (robot: Robot) => void;
  readonly onToggle: (robot: Robot) => void;
  readonly onDelete: (robot: Robot) => void;
}

export function RobotMenu({ robot, may, onEdit, onRefresh, onToggle, onDelete }: RobotMenuProps) {
  const t = useTexts(robots);
  const c = useTexts(common);
  const Toggle = robot.disable ? IconPlayerPlay : IconPlayerPause;
  return (
    <RowMenu
      label={t.actionsOf(robot.name)}
      actions={[
        may.update && { text: c.edit, icon: <IconPencil size={16} />, onClick: () => onEdit(robot) },
        may.update && { text: t.refresh, icon: <IconKey size={16} />, onClick: () => onRefresh(robot) },
        may.update && { text: robot.disable ? t.enable : t.disable, icon: <Toggle size={16} />, onClick: () => onToggle(robot) },
        may.delete && { text: c.delete, icon: <IconTrash size={16} />, onClick: () => onDelete(robot), isDestructive: true },
      ]}
    />
  );
}

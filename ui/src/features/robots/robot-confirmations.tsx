import { notifications } from "@mantine/notifications";
import type { Robot } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { DialogState } from "../../components/dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { robots } from "../../i18n/texts/robots.ts";
import { useRobotChanges } from "./queries.ts";
import type { RobotSecret } from "./robot-secret-dialog.tsx";
import { valuesOf } from "./robot-values.ts";

interface RobotConfirmationsProps {
  readonly refreshing: DialogState<Robot>;
  readonly deleting: DialogState<Robot>;
  readonly onSecret: (secret: RobotSecret) => void;
}

/** Both end what pipelines log in with, at once. */
export function RobotConfirmations({ refreshing, deleting, onSecret }: RobotConfirmationsProps) {
  const t = useTexts(robots);
  const c = useTexts(common);
  const { refresh, remove } = useRobotChanges();
  const renew = async () => {
    const { subject: robot } = refreshing;
    if (robot) onSecret({ name: robot.name, secret: await refresh.mutateAsync(robot), scopes: valuesOf(robot).scopes });
  };
  const drop = async () => {
    const { subject: robot } = deleting;
    if (!robot) return;
    await remove.mutateAsync(robot);
    notifications.show({ message: t.deleted(robot.name) });
  };
  return (
    <>
      <ConfirmDialog
        opened={refreshing.opened}
        title={t.refreshTitle(refreshing.subject?.name ?? "")}
        verb={t.refresh}
        onClose={refreshing.close}
        onConfirm={renew}
      >
        {t.refreshHelp}
      </ConfirmDialog>
      <ConfirmDialog
        opened={deleting.opened}
        title={t.deleteTitle(deleting.subject?.name ?? "")}
        verb={c.delete}
        onClose={deleting.close}
        onConfirm={drop}
      >
        {t.deleteHelp}
      </ConfirmDialog>
    </>
  );
}

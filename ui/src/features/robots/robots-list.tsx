import { Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRobot } from "@tabler/icons-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { Robot } from "../../api/types.ts";
import { Dialog, type DialogState, useDialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { robots } from "../../i18n/texts/robots.ts";
import { useRobotChanges } from "./queries.ts";
import { RobotConfirmations } from "./robot-confirmations.tsx";
import { RobotForm } from "./robot-form.tsx";
import { RobotMenu, type RobotMenuRights } from "./robot-menu.tsx";
import { type RobotSecret, RobotSecretDialog } from "./robot-secret-dialog.tsx";
import { valuesOf } from "./robot-values.ts";
import { RobotsTable } from "./robots-table.tsx";

interface RobotsListProps {
  /** Whose robots these are; null for those of the site. */
  readonly project: { readonly id: number; readonly name: string } | null;
  readonly may: RobotMenuRights;
  readonly creating: DialogState<true>;
  /** The button for a new one, also for the empty list. */
  readonly createButton: ReactNode;
}

/** The robots of a project or of the site, and all that is done with them. */
export function RobotsList({ project, may, creating, createButton }: RobotsListProps) {
  const t = useTexts(robots);
  const editing = useDialog<Robot>();
  const refreshing = useDialog<Robot>();
  const deleting = useDialog<Robot>();
  const secret = useDialog<RobotSecret>();
  const { update } = useRobotChanges();
  const opener = useRef<HTMLElement>(null);
  const isAsking = creating.opened || refreshing.opened;
  useLayoutEffect(() => {
    // The dialog with the secret opens out of another one, which is gone when it closes.
    if (isAsking && document.activeElement instanceof HTMLElement) opener.current = document.activeElement;
  }, [isAsking]);
  const toggle = async (robot: Robot) => {
    await update.mutateAsync({ robot: { ...robot, disable: !robot.disable }, values: valuesOf(robot) });
    notifications.show({ message: robot.disable ? t.enabled(robot.name) : t.disabled(robot.name) });
  };
  const form = { project: project?.name ?? null, onCreated: secret.open };
  return (
    <>
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      {update.error && <ErrorMessage error={update.error} />}
      <RobotsTable
        projectId={project?.id ?? null}
        empty={
          <EmptyState icon={<IconRobot />} title={t.none} action={createButton}>
            {t.noneHelp}
          </EmptyState>
        }
        menu={(robot) => (
          <RobotMenu
            robot={robot}
            may={may}
            onEdit={editing.open}
            onRefresh={refreshing.open}
            onDelete={deleting.open}
            onToggle={(one) => {
              // What went wrong is shown above the table.
              toggle(one).catch(() => undefined);
            }}
          />
        )}
      />
      <Dialog opened={creating.opened} onClose={creating.close} title={t.create} size={860}>
        <RobotForm {...form} robot={null} onDone={creating.close} />
      </Dialog>
      <Dialog opened={editing.opened} onClose={editing.close} title={t.editTitle(editing.subject?.name ?? "")} size={860}>
        <RobotForm {...form} robot={editing.subject} onDone={editing.close} />
      </Dialog>
      <RobotConfirmations refreshing={refreshing} deleting={deleting} onSecret={secret.open} />
      <RobotSecretDialog opened={secret.opened} robot={secret.subject} onClose={secret.close} onClosed={() => opener.current?.focus()} />
    </>
  );
}

import { Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRobot } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Robot } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { robots } from "../../i18n/texts/robots.ts";
import { useRobotChanges } from "./queries.ts";
import { type RobotAction, RobotMenu } from "./robot-menu.tsx";
import type { RobotSecret } from "./robot-secret-dialog.tsx";
import { valuesOf } from "./robot-values.ts";
import { RobotsTable } from "./robots-table.tsx";

const RobotDialog = lazy(() => import("./robot-dialog.tsx").then(({ RobotDialog: component }) => ({ default: component })));
const RobotSecretDialog = lazy(() =>
  import("./robot-secret-dialog.tsx").then(({ RobotSecretDialog: component }) => ({ default: component })),
);

interface RobotsListProps {
  /** Whose robots these are; null for those of the site. */
  readonly project: { readonly id: number; readonly name: string } | null;
  readonly may: { readonly update: boolean; readonly delete: boolean };
  readonly isCreating: boolean;
  readonly onCreateEnd: () => void;
  /** The button for a new one, also for the empty list. */
  readonly createButton: ReactNode;
}

/** The robots of a project or of the site, and all that is done with them. */
export function RobotsList({ project, may, isCreating, onCreateEnd, createButton }: RobotsListProps) {
  const t = useTexts(robots);
  const c = useTexts(common);
  const [chosen, setChosen] = useState<{ readonly robot: Robot; readonly action: RobotAction } | null>(null);
  const [secret, setSecret] = useState<RobotSecret | null>(null);
  const { update, refresh, remove } = useRobotChanges();
  const close = () => setChosen(null);
  const toggle = async (robot: Robot) => {
    await update.mutateAsync({ robot: { ...robot, disable: !robot.disable }, values: valuesOf(robot) });
    notifications.show({ message: robot.disable ? t.enabled(robot.name) : t.disabled(robot.name) });
  };
  const act = (robot: Robot, action: RobotAction) => {
    // What went wrong is shown above the table.
    if (action === "toggle") toggle(robot).catch(() => undefined);
    else setChosen({ robot, action });
  };
  const name = chosen?.robot.name ?? "";
  return (
    <>
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      {update.error && chosen === null && <ErrorMessage error={update.error} />}
      <RobotsTable
        projectId={project?.id ?? null}
        empty={
          <EmptyState icon={<IconRobot />} title={t.none} action={createButton}>
            {t.noneHelp}
          </EmptyState>
        }
        menu={(robot) => <RobotMenu robot={robot} may={may} onAction={(action) => act(robot, action)} />}
      />
      <Suspense fallback={null}>
        {isCreating && <RobotDialog project={project?.name ?? null} robot={null} onCreated={setSecret} onClose={onCreateEnd} />}
        {chosen?.action === "edit" && (
          <RobotDialog project={project?.name ?? null} robot={chosen.robot} onCreated={setSecret} onClose={close} />
        )}
        {secret && <RobotSecretDialog robot={secret} onClose={() => setSecret(null)} />}
      </Suspense>
      <ConfirmDialog
        opened={chosen?.action === "refresh"}
        title={t.refreshTitle(name)}
        verb={t.refresh}
        onClose={close}
        onConfirm={async () => {
          if (chosen) setSecret({ name, secret: await refresh.mutateAsync(chosen.robot), scopes: valuesOf(chosen.robot).scopes });
        }}
      >
        {t.refreshHelp}
      </ConfirmDialog>
      <ConfirmDialog
        opened={chosen?.action === "delete"}
        title={t.deleteTitle(name)}
        verb={c.delete}
        onClose={close}
        onConfirm={async () => {
          if (chosen) await remove.mutateAsync(chosen.robot);
          notifications.show({ message: t.deleted(name) });
        }}
      >
        {t.deleteHelp}
      </ConfirmDialog>
    </>
  );
}

import { Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Panel } from "../../components/panel.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { projectSettings } from "../../i18n/texts/project-settings.ts";
import { useSetPublic } from "./changes.ts";
import { useProject } from "./use-project.ts";

/** Takes effect at once. */
export function ProjectAccess() {
  const t = useTexts(projectSettings);
  const { project } = useProject();
  const { mutateAsync, isPending, error, variables } = useSetPublic(project);
  const isPublic = project.metadata.public === "true";
  const change = async (next: boolean) => {
    await mutateAsync(next);
    notifications.show({ message: next ? t.publicNow : t.privateNow });
  };
  return (
    <Panel title={t.access}>
      <Switch
        label={t.public}
        description={t.publicHelp}
        checked={isPending ? variables : isPublic}
        onChange={(event) => {
          // What went wrong is shown below.
          change(event.currentTarget.checked).catch(() => undefined);
        }}
      />
      {error && <ErrorMessage error={error} />}
    </Panel>
  );
}

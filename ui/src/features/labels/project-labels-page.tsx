import { Text } from "@mantine/core";
import { useDialog } from "../../components/dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { labels as texts } from "../../i18n/texts/labels.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { useProject } from "../projects/use-project.ts";
import { CreateLabelButton } from "./create-label-button.tsx";
import { LabelsList } from "./labels-list.tsx";

export function ProjectLabelsPage() {
  const t = useTexts(texts);
  const { project, may } = useProject();
  const creating = useDialog<true>();
  return (
    <ProjectFrame tab={t.title} actions={may("label:create") && <CreateLabelButton onClick={() => creating.open(true)} />}>
      <Text c="dimmed" maw={720}>
        {t.projectHelp}
      </Text>
      <LabelsList home={{ scope: "p", project_id: project.project_id }} creating={creating} may={may} />
    </ProjectFrame>
  );
}

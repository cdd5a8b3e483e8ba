import { useTexts } from "../../i18n/language.tsx";
import { projectFrame } from "../../i18n/texts/project-frame.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { useProject } from "../projects/use-project.ts";
import { AuditLog } from "./audit-log.tsx";

export function ProjectLogsPage() {
  const t = useTexts(projectFrame);
  const { project } = useProject();
  return (
    <ProjectFrame tab={t.logs}>
      <AuditLog scope={{ project: project.name }} />
    </ProjectFrame>
  );
}

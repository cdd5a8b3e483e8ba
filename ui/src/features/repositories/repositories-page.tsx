import { useTexts } from "../../i18n/language.tsx";
import { projectFrame } from "../../i18n/texts/project-frame.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";

export function RepositoriesPage() {
  const t = useTexts(projectFrame);
  return <ProjectFrame tab={t.repositories}>{null}</ProjectFrame>;
}

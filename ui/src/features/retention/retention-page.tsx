import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ErrorMessage } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { projectFrame } from "../../i18n/texts/project-frame.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { useProject } from "../projects/use-project.ts";
import { policyIdOf } from "./changes.ts";
import { PolicyEditor } from "./policy-editor.tsx";
import { retentionMetadataQuery, retentionQuery } from "./queries.ts";

export function RetentionPage() {
  const t = useTexts(projectFrame);
  return (
    <ProjectFrame tab={t.retention}>
      <Content />
    </ProjectFrame>
  );
}

function Content() {
  const { project, may } = useProject();
  const { run } = useSearch({ from: "/_shell/projects/$project/retention" });
  const navigate = useNavigate({ from: "/projects/$project/retention" });
  const id = policyIdOf(project);
  const policy = useQuery(retentionQuery(id));
  const metadata = useQuery(retentionMetadataQuery);
  const error = policy.error ?? metadata.error;
  if (error) return <ErrorMessage error={error} retry={() => void Promise.all([policy.refetch(), metadata.refetch()])} />;
  if (policy.data === undefined || !metadata.data) return <TableSkeleton />;
  return (
    <PolicyEditor
      project={project}
      policy={policy.data}
      metadata={metadata.data}
      mayChange={may(id === null ? "tag-retention:create" : "tag-retention:update")}
      shownRun={run ?? null}
      onShowRun={(next) => void navigate({ search: (old) => ({ ...old, run: next ?? undefined }), replace: true, resetScroll: false })}
    />
  );
}

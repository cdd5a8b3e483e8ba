import { Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ProjectSummary } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Facts } from "../../components/facts.tsx";
import { Panel } from "../../components/panel.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { projectSettings } from "../../i18n/texts/project-settings.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { roles } from "../../i18n/texts/roles.ts";
import { projectSummaryQuery } from "./queries.ts";
import { useProject } from "./use-project.ts";

/** The counts of the summary by the ids of Harbor's roles, those with most rights first. */
const countOf = {
  project_admin_count: 1,
  maintainer_count: 4,
  developer_count: 2,
  guest_count: 3,
  limited_guest_count: 5,
} as const satisfies Partial<Record<keyof ProjectSummary, number>>;

export function ProjectOverview() {
  const t = useTexts(projectSettings);
  const c = useTexts(common);
  const p = useTexts(projects);
  const roleNames = useTexts(roles);
  const format = useFormat();
  const { project, may } = useProject();
  const { data, error } = useQuery(projectSummaryQuery(project.project_id));
  if (error) return <ErrorMessage error={error} />;
  const counts = Object.entries(countOf).map(([key, role]) => [roleNames[role], data?.[key as keyof typeof countOf] ?? 0] as const);
  const members = counts.filter(([, count]) => count > 0).map(([role, count]) => `${role}: ${format.number(count)}`);
  const facts = [
    { name: p.repositories, value: format.number(data?.repo_count ?? project.repo_count) },
    { name: t.owner, value: project.owner_name },
    { name: c.created, value: <Time at={project.creation_time} /> },
    ...(may("member:list") ? [{ name: t.members, value: data ? <Lines of={members} /> : <Skeleton h={20} w={120} /> }] : []),
  ];
  return (
    <Panel title={t.overview}>
      <Facts facts={facts} />
    </Panel>
  );
}

function Lines({ of }: { readonly of: readonly string[] }) {
  const t = useTexts(projectSettings);
  if (of.length === 0) return t.noMembers;
  return of.map((line) => (
    <Text key={line} span inherit display="block">
      {line}
    </Text>
  ));
}

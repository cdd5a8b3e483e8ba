import { SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ProjectSummary } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { Section } from "../../components/section.tsx";
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
  return (
    <Section title={t.overview}>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }} component="dl" m={0} spacing="md">
        <Fact name={p.repositories}>{format.number(data?.repo_count ?? project.repo_count)}</Fact>
        <Fact name={t.owner}>{project.owner_name}</Fact>
        <Fact name={c.created}>
          <Time at={project.creation_time} />
        </Fact>
        {may("member:list") && (
          <Fact name={t.members}>
            {data ? (
              <Stack gap={0} component="span">
                {members.length === 0 ? t.noMembers : members.map((line) => <span key={line}>{line}</span>)}
              </Stack>
            ) : (
              <Skeleton h={20} w={120} />
            )}
          </Fact>
        )}
      </SimpleGrid>
    </Section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={550} style={{ overflowWrap: "anywhere" }}>
        {children}
      </Text>
    </div>
  );
}

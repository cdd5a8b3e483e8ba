import { Group, Text } from "@mantine/core";
import { IconPackage } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { AnchorLink } from "../../components/links.tsx";
import { Page } from "../../components/page.tsx";
import { TabLinks } from "../../components/tab-links.tsx";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { projects } from "../../i18n/texts/projects.ts";
import { repositories as texts } from "../../i18n/texts/repositories.ts";
import { RepositoryDescription } from "./repository-description.tsx";
import { RepositoryMenu } from "./repository-menu.tsx";
import { useRepository } from "./use-repository.ts";

/** What the pages of a repository share: its name and description, its counts, and the links between its parts. */
export function RepositoryFrame({ tab, children }: { readonly tab: string; readonly children: ReactNode }) {
  const t = useTexts(texts);
  const p = useTexts(projects);
  const { project, repository, path } = useRepository();
  const params = { project: project.name, _splat: path };
  return (
    <Page
      title={path}
      tabTitle={`${tab} · ${repository.name}`}
      icon={<IconPackage aria-hidden="true" style={{ flexShrink: 0 }} />}
      trail={[
        <AnchorLink key="projects" to="/projects">
          {p.title}
        </AnchorLink>,
        <AnchorLink key="project" to="/projects/$project" params={{ project: project.name }}>
          {project.name}
        </AnchorLink>,
      ]}
      actions={<RepositoryMenu />}
    >
      <RepositoryDescription />
      <Group gap="lg" fz="sm" c="dimmed" style={{ rowGap: 4 }}>
        <span>{t.artifactCount(repository.artifact_count)}</span>
        <span>{t.tagCount(repository.tag_count ?? 0)}</span>
        <span>{t.pullCount(repository.pull_count)}</span>
        <Text span inherit>
          {t.updatedAt}: <Time at={repository.update_time} />
        </Text>
      </Group>
      <TabLinks
        label={t.parts}
        tabs={[
          { label: t.artifacts, link: { to: "/projects/$project/repositories/$", params }, exact: true },
          { label: t.tags, link: { to: "/projects/$project/tags/$", params }, exact: true },
        ]}
      />
      {children}
    </Page>
  );
}

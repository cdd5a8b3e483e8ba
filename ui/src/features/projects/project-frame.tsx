import { Badge } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { AnchorLink } from "../../components/links.tsx";
import { Page } from "../../components/page.tsx";
import { TabLinks, type TabLink } from "../../components/tab-links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { projectFrame } from "../../i18n/texts/project-frame.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { useProject } from "./use-project.ts";

/** Every page of a project that has a tab: its name, the tabs that the person's role reaches, and the page's own part. */
export function ProjectFrame({
  tab,
  actions,
  children,
}: {
  readonly tab: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTexts(projectFrame);
  const p = useTexts(projects);
  const { project, may } = useProject();
  const params = { project: project.name };
  const tabs: (TabLink & { readonly needs?: string })[] = [
    { label: t.repositories, link: { to: "/projects/$project", params }, exact: true },
    { label: t.members, link: { to: "/projects/$project/members", params }, needs: "member:list" },
    { label: t.robots, link: { to: "/projects/$project/robots", params }, needs: "robot:list" },
    { label: t.labels, link: { to: "/projects/$project/labels", params }, needs: "label:list" },
    { label: t.retention, link: { to: "/projects/$project/retention", params }, needs: "tag-retention:read" },
    { label: t.immutability, link: { to: "/projects/$project/immutability", params }, needs: "immutable-tag:list" },
    { label: t.deleted, link: { to: "/projects/$project/deleted", params }, needs: "project:update" },
    { label: t.logs, link: { to: "/projects/$project/logs", params }, needs: "log:list" },
    { label: t.settings, link: { to: "/projects/$project/settings", params }, needs: "configuration:read" },
  ];
  return (
    <Page
      title={project.name}
      tabTitle={`${tab} · ${project.name}`}
      icon={<IconStack2 aria-hidden="true" style={{ flexShrink: 0 }} />}
      trail={[
        <AnchorLink key="projects" to="/projects">
          {p.title}
        </AnchorLink>,
        <Badge key="access" color={project.metadata.public === "true" ? "cyan" : "gray"}>
          {project.metadata.public === "true" ? p.public : p.private}
        </Badge>,
      ]}
      actions={actions}
    >
      <TabLinks label={t.pages} tabs={tabs.filter(({ needs }) => needs === undefined || may(needs))} />
      {children}
    </Page>
  );
}

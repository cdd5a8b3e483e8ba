import { Badge } from "@mantine/core";
import { IconSettings, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCurrentUser } from "../../api/session.ts";
import type { Project } from "../../api/types.ts";
import { useDialog } from "../../components/dialog.tsx";
import { AnchorLink } from "../../components/links.tsx";
import { ListTable } from "../../components/list-table.tsx";
import { menuColumn, RowMenu } from "../../components/row-menu.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { roles } from "../../i18n/texts/roles.ts";
import { DeleteProjectDialog } from "./delete-project-dialog.tsx";
import { useProjectSearch } from "./project-search.ts";
import { projectsQuery } from "./queries.ts";
import { useMayIn } from "./use-may-in.ts";

const wide = "(min-width: 48em)";

export function ProjectsTable({ empty }: { readonly empty: ReactNode }) {
  const t = useTexts(projects);
  const c = useTexts(common);
  const roleNames = useTexts(roles);
  const format = useFormat();
  const user = useCurrentUser();
  const mayIn = useMayIn();
  const { access, new: _, ...search } = useProjectSearch();
  const navigate = useNavigate();
  const leaving = useDialog<Project>();
  const menu = (project: Project) => (
    <RowMenu
      label={t.actionsOf(project.name)}
      actions={[
        mayIn(project, "configuration:read") && {
          text: t.settings,
          icon: <IconSettings size={16} />,
          onClick: () => void navigate({ to: "/projects/$project/settings", params: { project: project.name } }),
        },
        mayIn(project, "project:delete") && {
          text: t.delete,
          icon: <IconTrash size={16} />,
          onClick: () => leaving.open(project),
          isDestructive: true,
        },
      ]}
    />
  );
  return (
    <>
      <ListTable
        label={t.title}
        query={projectsQuery(search, access ? { public: access === "public" } : {})}
        isNarrowed={access !== undefined}
        idOf={(project: Project) => project.project_id}
        empty={empty}
        columns={[
          {
            accessor: "name",
            title: c.name,
            sortable: true,
            render: ({ name }) => (
              <AnchorLink
                inherit
                to="/projects/$project"
                params={{ project: name }}
                fw={550}
                display="inline-block"
                miw={88}
                maw="100%"
                style={{ overflowWrap: "break-word" }}
              >
                {name}
              </AnchorLink>
            ),
          },
          {
            accessor: "public",
            title: t.access,
            render: ({ metadata }) =>
              metadata.public === "true" ? (
                <Badge color="cyan" miw="max-content">
                  {t.public}
                </Badge>
              ) : (
                <Badge color="gray" miw="max-content">
                  {t.private}
                </Badge>
              ),
          },
          {
            accessor: "role",
            title: t.role,
            visibleMediaQuery: wide,
            hidden: user === null,
            render: ({ current_user_role_id: role }) => roleNames[role] ?? "–",
          },
          {
            accessor: "repo_count",
            title: t.repositories,
            textAlign: "right",
            render: ({ repo_count: count }) => format.number(count),
          },
          {
            accessor: "creation_time",
            title: c.created,
            sortable: true,
            visibleMediaQuery: wide,
            render: ({ creation_time: at }) => <Time at={at} />,
          },
          { ...menuColumn<Project>(c.actions, menu), hidden: user === null },
        ]}
      />
      {leaving.subject && <DeleteProjectDialog project={leaving.subject} opened={leaving.opened} onClose={leaving.close} />}
    </>
  );
}

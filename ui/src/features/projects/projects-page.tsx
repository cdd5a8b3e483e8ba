import { Button, Group, SegmentedControl } from "@mantine/core";
import { IconPlus, IconStack2 } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { systemInfoQuery, useCurrentUser } from "../../api/session.ts";
import { Dialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { NewProjectForm } from "./new-project-form.tsx";
import { ProjectsTable } from "./projects-table.tsx";
import { projectSearch, useProjectSearch } from "./project-search.ts";

export function ProjectsPage() {
  const t = useTexts(projects);
  const { new: isNew = false } = useProjectSearch();
  const mayCreate = useMayCreate();
  const navigate = useNavigate();
  const setNew = (next: boolean) => void navigate({ to: "/projects", search: (old) => projectSearch({ ...old, new: next }) });
  const button = mayCreate && (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setNew(true)}>
      {t.create}
    </Button>
  );
  return (
    <Page title={t.title} description={t.description} actions={button}>
      <Group>
        <FilterInput label={t.filter} />
        <AccessFilter />
      </Group>
      <ProjectsTable
        empty={
          <EmptyState icon={<IconStack2 />} title={t.none} action={button}>
            {mayCreate ? t.noneHelp : t.noneToSee}
          </EmptyState>
        }
      />
      <Dialog opened={isNew && mayCreate} onClose={() => setNew(false)} title={t.create}>
        <NewProjectForm onDone={() => setNew(false)} />
      </Dialog>
    </Page>
  );
}

function AccessFilter() {
  const t = useTexts(projects);
  const c = useTexts(common);
  const { access } = useProjectSearch();
  const navigate = useNavigate();
  const change = (value: string) =>
    void navigate({
      to: "/projects",
      // Another filter begins at its first page; what is no access is dropped.
      search: (old) => projectSearch({ ...old, page: 1, access: value }),
      replace: true,
    });
  return (
    <SegmentedControl
      aria-label={t.access}
      value={access ?? "all"}
      onChange={change}
      data={[
        { value: "all", label: c.all },
        { value: "public", label: t.public },
        { value: "private", label: t.private },
      ]}
    />
  );
}

/** `project_creation_restriction` lets everybody signed in make projects, or administrators alone. */
function useMayCreate(): boolean {
  const user = useCurrentUser();
  const { data } = useSuspenseQuery(systemInfoQuery);
  return user !== null && (user.sysadmin_flag || data.project_creation_restriction !== "adminonly");
}

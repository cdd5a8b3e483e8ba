import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Panel } from "../../components/panel.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { gc } from "../../i18n/texts/gc.ts";
import { projectsQuery } from "../projects/queries.ts";
import { useCollectionTimes } from "./use-collection-times.ts";

/** The way to what was deleted in a project. */
export function UndeletePanel() {
  const t = useTexts(gc);
  const navigate = useNavigate();
  const { trash } = useCollectionTimes();
  const [text, setText] = useState("");
  const [q] = useDebouncedValue(text, 250);
  const { data } = useQuery(projectsQuery({ sort: "name", size: 25, ...(q === "" ? {} : { q }) }));
  return (
    <Panel title={t.undelete} description={t.undeleteHelp(trash)}>
      <Select
        label={t.project}
        data={data?.items.map(({ name }) => name) ?? []}
        value={null}
        onChange={(project) => project && void navigate({ to: "/projects/$project/deleted", params: { project } })}
        searchable
        searchValue={text}
        onSearchChange={setText}
        // The API has filtered.
        filter={({ options }) => options}
        nothingFoundMessage={t.noProject}
        maw={320}
      />
    </Panel>
  );
}

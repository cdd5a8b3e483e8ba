import { Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FilterInput } from "../../components/filter-input.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifactList } from "../../i18n/texts/artifact-list.ts";
import { useArtifactSearch } from "./artifact-search.ts";
import { usableLabelsQuery } from "./queries.ts";
import { useRepository } from "./use-repository.ts";

const typesOffered = ["IMAGE", "CHART", "SBOM", "WASM", "CNAB", "CNAI", "UNKNOWN"];

/** By part of a tag, by type, by label, and by whether there is any tag; all of it stands in the address. */
export function ArtifactFilters() {
  const t = useTexts(artifactList);
  const { project, may } = useRepository();
  const [{ type, label, tagged }, change] = useArtifactSearch();
  const { data: labels = [] } = useQuery({ ...usableLabelsQuery(project.project_id), enabled: may("label:list") });
  const types = type === undefined || typesOffered.includes(type) ? typesOffered : [...typesOffered, type];
  return (
    <Group gap="sm">
      <FilterInput label={t.filter} />
      <Select
        aria-label={t.type}
        placeholder={t.allTypes}
        data={types.map((value) => ({ value, label: t.typeName(value) }))}
        value={type ?? null}
        onChange={(value) => change({ type: value ?? undefined })}
        clearable
        w={140}
      />
      <Select
        aria-label={t.tagging}
        placeholder={t.taggedOrNot}
        data={[
          { value: "true", label: t.tagged },
          { value: "false", label: t.untagged },
        ]}
        value={tagged === undefined ? null : String(tagged)}
        onChange={(value) => change({ tagged: value === null ? undefined : value === "true" })}
        clearable
        w={160}
      />
      {labels.length > 0 && (
        <Select
          aria-label={t.label}
          placeholder={t.allLabels}
          data={labels.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={label === undefined ? null : String(label)}
          onChange={(value) => change({ label: value === null ? undefined : Number(value) })}
          clearable
          searchable
          w={140}
        />
      )}
    </Group>
  );
}

import { Checkbox, Group, MultiSelect, NumberInput, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { auditPurge as texts } from "../../i18n/texts/audit-purge.ts";
import { eventTypesQuery } from "./queries.ts";

type Parameters = Readonly<Record<string, unknown>>;

interface PurgeFieldsProps {
  readonly parameters: Parameters;
  readonly onChange: (parameters: Parameters) => void;
}

const hoursMax = 240_000;
/** What somebody probably wants who has not said anything: 90 days. */
const hoursUsual = 2160;

/** As the API begins a purge. */
export function purgeParameters(given: Parameters): Parameters {
  const { audit_retention_hour: hours, include_event_types: types, include_operations: operations, include_job_history: withJobs } = given;
  return {
    audit_retention_hour: typeof hours === "number" ? hours : hoursUsual,
    // Harbor's older tools say only the operation, which the API takes as a name like any other.
    include_event_types: [types, operations].find((names) => typeof names === "string" && names !== "") ?? "",
    include_job_history: withJobs === true,
  };
}

/** What a purge takes: how old, of which events, and whether with the history of jobs. */
export function PurgeFields({ parameters, onChange }: PurgeFieldsProps) {
  const t = useTexts(texts);
  const { data: types = [] } = useQuery(eventTypesQuery);
  const given = purgeParameters(parameters);
  const hours = given.audit_retention_hour as number;
  const [isInDays, setInDays] = useState(hours % 24 === 0);
  const unit = isInDays ? 24 : 1;
  const chosen = String(given.include_event_types)
    .split(",")
    .filter((type) => type !== "");
  return (
    <Stack gap="sm">
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <NumberInput
          label={t.older}
          value={Math.round(hours / unit)}
          onChange={(next) =>
            onChange({ ...given, audit_retention_hour: Math.min((typeof next === "number" ? next : 0) * unit, hoursMax) })
          }
          min={0}
          max={Math.floor(hoursMax / unit)}
          allowDecimal={false}
          w={140}
        />
        <Select
          aria-label={t.unit}
          data={[
            { value: "days", label: t.days },
            { value: "hours", label: t.hours },
          ]}
          value={isInDays ? "days" : "hours"}
          onChange={(next) => setInDays(next === "days")}
          allowDeselect={false}
          withCheckIcon={false}
          w={120}
        />
      </Group>
      <MultiSelect
        label={t.events}
        description={t.eventsHelp}
        placeholder={chosen.length === 0 ? t.allEvents : ""}
        data={[...new Set([...types, ...chosen])]}
        value={chosen}
        onChange={(next) => onChange({ ...given, include_event_types: next.join(",") })}
        clearable
        searchable
        clearButtonProps={{ "aria-label": t.clearEvents }}
      />
      <Checkbox
        label={t.withJobs}
        description={t.withJobsHelp}
        checked={given.include_job_history === true}
        onChange={(event) => onChange({ ...given, include_job_history: event.currentTarget.checked })}
      />
    </Stack>
  );
}

import { Button, CloseButton, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { audit as texts } from "../../i18n/texts/audit.ts";
import { common } from "../../i18n/texts/common.ts";
import { type AuditFilter, isNarrowed } from "./audit-search.ts";
import { TimeRange } from "./time-range.tsx";

/** Two beside each other on a phone. */
const half = "calc(50% - var(--mantine-spacing-sm) / 2)";

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly onChange: (change: AuditFilter) => void;
  readonly onClear: () => void;
}

/** Each narrows the list at once. */
export function AuditFilters({ filter, onChange, onClear }: AuditFiltersProps) {
  const t = useTexts(texts);
  const options = (names: Readonly<Record<string, string>>, chosen: string | undefined) => [
    ...Object.entries(names).map(([value, label]) => ({ value, label })),
    // What the address names and this table does not know can be asked for all the same.
    ...(chosen !== undefined && !Object.hasOwn(names, chosen) ? [{ value: chosen, label: chosen }] : []),
  ];
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label={t.filters}>
      <TimeRange value={filter} onChange={onChange} width={{ base: half, xs: 175 }} />
      <Typed label={t.user} value={filter.user} onChange={(user) => onChange({ user })} />
      <Select
        label={t.operation}
        placeholder={t.any}
        data={options(t.operations, filter.operation)}
        value={filter.operation ?? null}
        onChange={(next) => onChange({ operation: next ?? undefined })}
        clearable
        searchable
        clearButtonProps={{ "aria-label": t.clear(t.operation) }}
        w={{ base: half, xs: 140 }}
      />
      <Select
        label={t.type}
        placeholder={t.any}
        data={options(t.types, filter.type)}
        value={filter.type ?? null}
        onChange={(next) => onChange({ type: next ?? undefined })}
        clearable
        searchable
        clearButtonProps={{ "aria-label": t.clear(t.type) }}
        w={{ base: half, xs: 175 }}
      />
      <Typed label={t.resource} value={filter.resource} onChange={(resource) => onChange({ resource })} />
      <Select
        label={t.result}
        placeholder={t.any}
        data={[
          { value: "done", label: t.done },
          { value: "refused", label: t.refused },
        ]}
        value={filter.result ?? null}
        onChange={(next) => onChange({ result: next ?? undefined })}
        clearable
        clearButtonProps={{ "aria-label": t.clear(t.result) }}
        w={{ base: half, xs: 130 }}
      />
      {isNarrowed(filter) && (
        <Button variant="subtle" onClick={onClear}>
          {t.clearAll}
        </Button>
      )}
    </Group>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** Asks a little after the last letter. */
function Typed({ label, value = "", onChange }: TypedProps) {
  const t = useTexts(common);
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // It was changed elsewhere: cleared, or by the address.
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  const apply = useDebouncedCallback((next: string) => onChange(next.trim() === "" ? undefined : next.trim()), 300);
  const set = (next: string) => {
    setText(next);
    apply(next);
  };
  return (
    <TextInput
      label={label}
      value={text}
      onChange={(event) => set(event.currentTarget.value)}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      rightSection={text === "" ? null : <CloseButton size="sm" aria-label={`${t.clearFilter}: ${label}`} onClick={() => set("")} />}
      w={{ base: half, xs: 160 }}
    />
  );
}

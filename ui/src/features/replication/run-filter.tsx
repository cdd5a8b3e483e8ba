import { NativeSelect } from "@mantine/core";
import { useListSearch } from "../../components/list-search.ts";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { type RunSearch, runTriggers, type taskStates } from "./run-search.ts";

/** The search of the list, with what it may hold besides. */
export function useRunSearch(): readonly [RunSearch, (change: Partial<Record<keyof RunSearch, string | undefined>>) => void] {
  const [search, change] = useListSearch();
  return [search, (next) => change(next as object)];
}

export function StateFilter({ states }: { readonly states: readonly (typeof taskStates)[number][] }) {
  const t = useTexts(replication);
  const [search, change] = useRunSearch();
  return (
    <NativeSelect
      aria-label={t.state}
      data={[{ value: "", label: t.allStates }, ...states.map((state) => ({ value: state, label: t.states[state] }))]}
      value={search.status ?? ""}
      onChange={({ currentTarget: { value } }) => change({ status: value === "" ? undefined : value })}
    />
  );
}

export function TriggerFilter() {
  const t = useTexts(replication);
  const [search, change] = useRunSearch();
  return (
    <NativeSelect
      aria-label={t.trigger}
      data={[{ value: "", label: t.allTriggers }, ...runTriggers.map((trigger) => ({ value: trigger, label: t.triggers[trigger] }))]}
      value={search.trigger ?? ""}
      onChange={({ currentTarget: { value } }) => change({ trigger: value === "" ? undefined : value })}
    />
  );
}

import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { listSearch, useListSearch } from "./list-search.ts";

/** The filter of a list, whose text stands in the address as `q`. */
export function FilterInput({ label }: { readonly label: string }) {
  // What is typed replaces the address. A link to the same page is another entry of the history, with a filter of its own.
  const { state, search } = useLocation();
  // oxlint-disable-next-line no-underscore-dangle -- the router names it so
  const entry = state.__TSR_index;
  return <Field key={entry} label={label} initial={listSearch(search).q ?? ""} />;
}

function Field({ label, initial }: { readonly label: string; readonly initial: string }) {
  const t = useTexts(common);
  const [, change] = useListSearch();
  const [text, setText] = useState(initial);
  const apply = useDebouncedCallback((q: string) => change(q === "" ? { q: undefined as never } : { q }), 250);
  const set = (next: string) => {
    setText(next);
    apply(next);
  };
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => set(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={text === "" ? null : <CloseButton size="sm" aria-label={t.clearFilter} onClick={() => set("")} />}
      w={{ base: "100%", xs: 280 }}
    />
  );
}

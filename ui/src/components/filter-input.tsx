import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { useListSearch } from "./list-search.ts";

/** The filter of a list, whose text stands in the address as `q`. */
export function FilterInput({ label }: { readonly label: string }) {
  const t = useTexts(common);
  const [search, change] = useListSearch();
  const [text, setText] = useState(search.q ?? "");
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

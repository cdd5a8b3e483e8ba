import { MultiSelect, type MultiSelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SearchSelectProps extends Omit<MultiSelectProps, "data" | "value" | "onChange" | "defaultValue"> {
  /** Of the search; what was typed is added. */
  readonly searchKey: readonly unknown[];
  /** Asks the site for what contains the text; with an empty one for the first few, or for none. */
  readonly find: (text: string, signal: AbortSignal) => Promise<Choice[]>;
  readonly value: readonly Choice[];
  readonly onChange: (chosen: Choice[]) => void;
  readonly nothingFound: string;
}

/** Several of a list that is too long to be had as a whole. */
export function SearchSelect({ searchKey, find, value, onChange, nothingFound, ...rest }: SearchSelectProps) {
  const c = useTexts(common);
  const [text, setText] = useState("");
  const [settled] = useDebouncedValue(text.trim(), 200);
  const { data = [], isFetching } = useQuery({
    queryKey: [...searchKey, settled],
    queryFn: ({ signal }) => find(settled, signal),
    placeholderData: keepPreviousData,
  });
  const chosen = new Set(value.map((one) => one.value));
  const known = [...value, ...data.filter((one) => !chosen.has(one.value))];
  return (
    <MultiSelect
      {...rest}
      searchable
      hidePickedOptions
      // The site has filtered already.
      filter={({ options }) => options}
      data={known}
      value={[...chosen]}
      onChange={(values) => {
        onChange(known.filter((one) => values.includes(one.value)));
        setText("");
      }}
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={text.trim() === "" ? undefined : isFetching || text.trim() !== settled ? c.loading : nothingFound}
      clearButtonProps={{ "aria-label": c.clearFilter }}
    />
  );
}

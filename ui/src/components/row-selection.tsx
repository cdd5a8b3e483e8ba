import { Checkbox } from "@mantine/core";
import type { DataTableColumn } from "mantine-datatable";
import { startTransition, useLayoutEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";

interface Selectable<T> {
  readonly rows: readonly T[];
  readonly selected: readonly T[];
  readonly idOf: (row: T) => string | number;
  readonly onSelect: (rows: T[]) => void;
}

/**
 * The column of boxes that select rows. A box knows by itself whether it is checked, and the table is not drawn again for it: the table's own
 * selection draws every cell of every row when one is clicked.
 */
export function useSelectionColumn<T>(selectable: Selectable<T>): DataTableColumn<T> {
  const t = useTexts(common);
  const [selection] = useState(() => new Selection(selectable));
  useLayoutEffect(() => selection.update(selectable));
  return useMemo(
    () => ({
      accessor: "selected",
      title: <SelectAll selection={selection} />,
      width: 44,
      render: (row, index) => <Select selection={selection} row={row} label={t.selectRow(index + 1)} />,
    }),
    [selection, t],
  );
}

interface SelectProps<T> {
  readonly selection: Selection<T>;
  readonly row: T;
  readonly label: string;
}

function Select<T>({ selection, row, label }: SelectProps<T>) {
  const isSelected = useSyncExternalStore(selection.subscribe, () => selection.has(row));
  return (
    <Checkbox
      checked={isSelected}
      aria-label={label}
      onClick={(event) => event.stopPropagation()}
      onChange={({ nativeEvent: event }) => selection.toggle(row, "shiftKey" in event && event.shiftKey === true)}
    />
  );
}

function SelectAll<T>({ selection }: { readonly selection: Selection<T> }) {
  const t = useTexts(common);
  const share = useSyncExternalStore(selection.subscribe, selection.share);
  return (
    <Checkbox checked={share === "all"} indeterminate={share === "some"} aria-label={t.selectAll} onChange={() => selection.toggleAll()} />
  );
}

class Selection<T> {
  #now: Selectable<T>;
  /** Ahead of the page's own, which follows a press behind its picture. */
  #selected: readonly T[];
  #ids: ReadonlySet<string | number>;
  /** The row clicked last: shift selects from it on. */
  #last: T | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(now: Selectable<T>) {
    this.#now = now;
    this.#selected = now.selected;
    this.#ids = new Set(now.selected.map(now.idOf));
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  update(now: Selectable<T>): void {
    const isSame = now.selected === this.#now.selected && now.rows === this.#now.rows;
    this.#now = now;
    if (!isSame) this.#show(now.selected);
  }

  #show(selected: readonly T[]): void {
    this.#selected = selected;
    this.#ids = new Set(selected.map(this.#now.idOf));
    for (const listener of this.#listeners) listener();
  }

  has(row: T): boolean {
    return this.#ids.has(this.#now.idOf(row));
  }

  /** How much of the page is selected. */
  readonly share = (): "all" | "some" | "none" => {
    const count = this.#now.rows.filter((row) => this.has(row)).length;
    if (count === 0) return "none";
    return count === this.#now.rows.length ? "all" : "some";
  };

  toggle(row: T, isRange: boolean): void {
    this.#set(isRange && this.#last !== null ? this.#between(this.#last, row) : [row], !this.has(row));
    this.#last = row;
  }

  toggleAll(): void {
    this.#set(this.#now.rows, this.share() !== "all");
  }

  #between(one: T, other: T): readonly T[] {
    const { rows, idOf } = this.#now;
    const [from = -1, to = -1] = [one, other].map((row) => rows.findIndex((each) => idOf(each) === idOf(row))).toSorted((a, b) => a - b);
    return from === -1 ? [other] : rows.slice(from, to + 1);
  }

  #set(rows: readonly T[], isSelected: boolean): void {
    const { idOf, onSelect } = this.#now;
    const ids = new Set(rows.map(idOf));
    const others = this.#selected.filter((row) => !ids.has(idOf(row)));
    const selected = isSelected ? [...others, ...rows] : others;
    this.#show(selected);
    startTransition(() => onSelect(selected));
  }
}

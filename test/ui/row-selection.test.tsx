import { screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { ListTable } from "../../ui/src/components/list-table.tsx";
import { show } from "./support/show.tsx";

interface Row {
  readonly id: number;
  readonly name: string;
}

const items: Row[] = ["one", "two", "three", "four"].map((name, at) => ({ id: at + 1, name }));
const query = { queryKey: ["rows"], queryFn: async () => ({ items, total: 4 }) };
const columns = [{ accessor: "name", title: "Name" }];
const idOf = (row: Row) => row.id;

function Selectable({ before = [] }: { readonly before?: Row[] }) {
  const [selected, setSelected] = useState(before);
  return (
    <>
      <output>{selected.map(({ name }) => name).join(" ")}</output>
      <ListTable label="Rows" query={query} columns={columns} idOf={idOf} empty={null} selected={selected} onSelect={setSelected} />
    </>
  );
}

const box = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });
const selected = () => screen.getByRole("status").textContent;

it("rows are selected one by one, and taken back", async () => {
  const { user } = await show(<Selectable />);
  await user.click(await screen.findByRole("checkbox", { name: "Select row 2" }));
  await user.click(box("Select row 4"));
  expect(selected()).toBe("two four");
  expect([box("Select row 2").checked, box("Select row 1").checked]).toEqual([true, false]);
  await user.click(box("Select row 2"));
  expect(selected()).toBe("four");
});

it("with shift, from the row clicked last to this one", async () => {
  const { user } = await show(<Selectable />);
  await user.click(await screen.findByRole("checkbox", { name: "Select row 4" }));
  await user.keyboard("{Shift>}");
  await user.click(box("Select row 2"));
  await user.keyboard("{/Shift}");
  expect(selected()).toBe("two three four");
});

it("all of a page, beside what was selected on others", async () => {
  const { user } = await show(<Selectable before={[{ id: 9, name: "elsewhere" }]} />);
  const all = await screen.findByRole<HTMLInputElement>("checkbox", { name: "Select all rows" });
  await user.click(box("Select row 1"));
  expect(all.indeterminate).toBe(true);
  await user.click(all);
  expect(selected()).toBe("elsewhere one two three four");
  expect(all.checked).toBe(true);
  await user.click(all);
  expect(selected()).toBe("elsewhere");
});

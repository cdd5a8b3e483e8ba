import { useNavigate } from "@tanstack/react-router";
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { FilterInput } from "../../ui/src/components/filter-input.tsx";
import { listQuery, listSearch, useListSearch } from "../../ui/src/components/list-search.ts";
import { show } from "./support/show.tsx";

it.each([
  [{}, {}],
  [
    { page: 2, size: 50, sort: "-name", q: "app" },
    { page: 2, size: 50, sort: "-name", q: "app" },
  ],
  // The first page is where everybody begins: it needs no word in the address.
  [{ page: 1 }, {}],
  [{ page: 0, size: 7 }, {}],
  [{ page: -1, size: "50", sort: "" }, {}],
  [{ page: 1.5, size: null, sort: 3, other: true }, {}],
  // The router reads a filter of digits as a number.
  [{ q: 2024 }, { q: "2024" }],
])("of %j in the address counts %j", (given, kept) => {
  expect(listSearch(given)).toEqual(kept);
});

it("an address without a word of it asks for the first page of the usual size", () => {
  expect(listQuery({})).toEqual({ page: 1, page_size: 25 });
  expect(listQuery({ page: 3, size: 100, sort: "-name", q: "x" })).toEqual({ page: 3, page_size: 100, sort: "-name" });
});

function Sorter() {
  const [search, change] = useListSearch();
  return <button onClick={() => change({ sort: "-name" })}>{JSON.stringify(search)}</button>;
}

it("another order begins at the first page, and leaves the rest of the address alone", async () => {
  const { user, address } = await show(<Sorter />, { at: "/projects?page=4&size=50&tab=x" });
  await user.click(screen.getByRole("button", { name: /"page":4/ }));
  await waitFor(() => expect(address()).toBe("/projects?size=50&tab=x&sort=-name"));
});

it("the filter goes into the address as it is typed, and out of it when it is cleared", async () => {
  const { user, address } = await show(<FilterInput label="Filter by name" />, { at: "/projects?page=4" });
  await user.type(screen.getByRole("searchbox", { name: "Filter by name" }), "app");
  await waitFor(() => expect(address()).toBe("/projects?q=app"));
  await user.click(screen.getByRole("button", { name: "Clear the filter" }));
  await waitFor(() => expect(address()).toBe("/projects"));
  expect(screen.getByRole("searchbox")).toHaveProperty("value", "");
});

function Users() {
  const navigate = useNavigate();
  return (
    <>
      <button onClick={() => void navigate({ to: "/users" } as never)}>Users</button>
      <FilterInput label="Filter by name" />
    </>
  );
}

it("a link to the same page without a filter empties the filter, too", async () => {
  const { user, address } = await show(<Users />, { at: "/users?q=ada" });
  expect(screen.getByRole("searchbox")).toHaveProperty("value", "ada");
  await user.click(screen.getByRole("button", { name: "Users" }));
  await waitFor(() => expect(address()).toBe("/users"));
  await waitFor(() => expect(screen.getByRole("searchbox")).toHaveProperty("value", ""));
});

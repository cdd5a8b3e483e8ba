import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { list } from "../../ui/src/api/client.ts";
import { listQuery, useListSearch } from "../../ui/src/components/list-search.ts";
import { ListTable } from "../../ui/src/components/list-table.tsx";
import { answerRequests } from "./support/requests.ts";
import { show } from "./support/show.tsx";

interface Row {
  readonly name: string;
}

function Names() {
  const [search] = useListSearch();
  return (
    <ListTable<Row>
      label="Names"
      query={{ queryKey: ["names", search], queryFn: () => list<Row>("/names", listQuery(search)) }}
      columns={[{ accessor: "name" }]}
      idOf={({ name }) => name}
      empty="Nothing yet"
    />
  );
}

it("goes to the last page when the address asks for one behind it", async () => {
  const requests = answerRequests(({ path }) => {
    const isLast = path.includes("page=2&");
    return Response.json(isLast ? [{ name: "pier" }] : [], { headers: { "X-Total-Count": "26" } });
  });
  const { address } = await show(<Names />, { at: "/?page=9" });
  await screen.findByText("pier");
  await waitFor(() => expect(address()).toBe("/?page=2"));
  expect(requests.map(({ path }) => path)).toEqual(["/api/v2.0/names?page=9&page_size=25", "/api/v2.0/names?page=2&page_size=25"]);
});

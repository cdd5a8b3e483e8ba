import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { PolicyPage } from "../../ui/src/features/replication/policy-page.tsx";
import { answerRequests } from "./support/requests.ts";
import { show } from "./support/show.tsx";

const policy = { id: 7, name: "to-elsewhere", enabled: true, dest_registry: { id: 1, name: "elsewhere" }, trigger: { type: "manual" } };

it("whoever clicks twice while a run is being begun has one", async () => {
  const begun = Promise.withResolvers<Response>();
  const requests = answerRequests(({ method, path }) => {
    if (method === "POST") return begun.promise;
    return Response.json(path.endsWith("/policies/7") ? policy : []);
  });
  const { user, address } = await show(<PolicyPage />, { at: "/replications/7", route: "/replications/$policy" });
  const button = await screen.findByRole("button", { name: "Replicate now" });
  await user.dblClick(button);
  await user.click(screen.getByRole("button", { name: "Dry run" }));
  begun.resolve(new Response(null, { status: 201, headers: { Location: "/api/v2.0/replication/executions/12" } }));
  await waitFor(() => expect(address()).toBe("/replications/7/executions/12"));
  expect(requests.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([{ policy_id: 7, dry_run: false }]);
});

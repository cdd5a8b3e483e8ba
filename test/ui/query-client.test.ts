import { onlineManager } from "@tanstack/react-query";
import { afterEach, expect, it } from "vitest";
import { request } from "../../ui/src/api/client.ts";
import { queryClient } from "../../ui/src/api/query-client.ts";
import { answerRequests, refusal } from "./support/requests.ts";

afterEach(() => onlineManager.setOnline(true));

it("asks the site where the browser believes that there is no network, for a change too", async () => {
  onlineManager.setOnline(false);
  await expect(queryClient.fetchQuery({ queryKey: ["asked"], queryFn: () => "answer" })).resolves.toBe("answer");
  const change = queryClient.getMutationCache().build(queryClient, { mutationFn: () => Promise.reject(new Error("unreachable")) });
  await expect(change.execute(undefined)).rejects.toThrow("unreachable");
});

it("takes nothing for fresh that was asked before a change, whatever it is of", async () => {
  queryClient.setQueryData(["auditlogs"], []);
  const isStale = () => queryClient.getQueryState(["auditlogs"])?.isInvalidated;
  answerRequests(({ method }) => (method === "DELETE" ? refusal(412, "PRECONDITION", "immutable") : Response.json({})));
  await request("GET", "/labels");
  await expect(request("DELETE", "/labels/1")).rejects.toMatchObject({ status: 412 });
  expect(isStale()).toBe(false);
  await request("POST", "/labels", { body: { name: "reviewed" } });
  expect(isStale()).toBe(true);
});

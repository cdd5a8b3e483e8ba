import { onlineManager } from "@tanstack/react-query";
import { afterEach, expect, it } from "vitest";
import { queryClient } from "../../ui/src/api/query-client.ts";

afterEach(() => onlineManager.setOnline(true));

it("asks the site where the browser believes that there is no network, for a change too", async () => {
  onlineManager.setOnline(false);
  await expect(queryClient.fetchQuery({ queryKey: ["asked"], queryFn: () => "answer" })).resolves.toBe("answer");
  const change = queryClient.getMutationCache().build(queryClient, { mutationFn: () => Promise.reject(new Error("unreachable")) });
  await expect(change.execute(undefined)).rejects.toThrow("unreachable");
});

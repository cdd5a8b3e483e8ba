import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { CollectNow } from "../../ui/src/features/gc/collect-now.tsx";
import type { Run } from "../../ui/src/features/jobs/system-job.ts";
import { answerRequests, refusal, type Request } from "./support/requests.ts";
import { show } from "./support/show.tsx";

const schedulePath = "/api/v2.0/system/gc/schedule";

/** A site whose look finds three artifacts, after it has run for a while. */
function site() {
  let looks = 0;
  return answerRequests(({ method, path }) => {
    if (path === schedulePath) return new Response("", { status: 201, headers: { Location: "/api/v2.0/system/gc/4" } });
    if (path === "/api/v2.0/system/times") return Response.json({ gc_window: 7200, trash_retention: 604_800 });
    if (method === "GET" && path === "/api/v2.0/system/gc/4") {
      looks += 1;
      const counters = { dry_run: true, purged_manifests: 3, purged_blobs: 1, freed_space: 2048 };
      return Response.json({ id: 4, job_status: looks === 1 ? "Running" : "Success", job_parameters: JSON.stringify(counters) });
    }
    return refusal(404, "NOT_FOUND", "");
  });
}

const started = (requests: readonly Request[]) => requests.filter(({ path }) => path === schedulePath).map(({ body }) => body);

it("nothing is collected before it was counted and agreed to", async () => {
  const requests = site();
  const { user } = await show(<CollectNow newest={null} />);
  await user.click(screen.getByRole("switch", { name: /without a tag/ }));
  await user.click(screen.getByRole("button", { name: "Collect now" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText("3 artifacts and 1 blob will go: 2 KiB.")).toBeDefined();
  const look = { schedule: { type: "Manual" }, parameters: { delete_untagged: true, dry_run: true } };
  expect(started(requests)).toEqual([look]);
  await user.click(within(dialog).getByRole("button", { name: "Collect now" }));
  await expect.poll(() => started(requests)).toEqual([look, { schedule: { type: "Manual" }, parameters: { delete_untagged: true } }]);
});

it("a look shows what would go, until other artifacts are asked for", async () => {
  site();
  const { user } = await show(<CollectNow newest={null} />);
  await user.click(screen.getByRole("button", { name: "Look first" }));
  expect(await screen.findByText("What would go now")).toBeDefined();
  expect(screen.queryByRole("dialog")).toBeNull();
  await user.click(screen.getByRole("switch", { name: /without a tag/ }));
  expect(screen.queryByText("What would go now")).toBeNull();
});

it("while a run goes on, no other begins", async () => {
  site();
  const running: Run = { id: 9, isByHand: false, status: "Running", startedAt: "", endedAt: "", values: {} };
  await show(<CollectNow newest={running} />);
  for (const name of ["Look first", "Collect now"]) expect(screen.getByRole("button", { name }).hasAttribute("disabled")).toBe(true);
});

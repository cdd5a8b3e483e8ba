import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { ReplicationPolicy } from "../../ui/src/api/types.ts";
import { PolicyForm } from "../../ui/src/features/replication/policy-form.tsx";
import { answerRequests, type Request } from "./support/requests.ts";
import { show } from "./support/show.tsx";

const edge = { id: 3, name: "edge", type: "docker-registry", url: "https://edge.example.com", status: "healthy" };

/** Labels are known here, not at the registry elsewhere. */
function answer({ method, path }: Request): Response {
  if (method !== "GET") return new Response("", { status: 201, headers: { Location: "/api/v2.0/replication/policies/12" } });
  if (path.includes("/registries?")) return Response.json([edge]);
  if (path.includes("/labels")) return Response.json([{ id: 1, name: "ready" }]);
  const filters = path.includes("/registries/0/") ? ["name", "tag", "label", "resource"] : ["name", "tag"];
  return Response.json({ supported_resource_filters: filters.map((type) => ({ type, style: "input" })), supported_triggers: [] });
}

async function form(policy: ReplicationPolicy | null = null) {
  const requests = answerRequests(answer);
  const onDone = vi.fn();
  const shown = await show(<PolicyForm policy={policy} onDone={onDone} onCancel={vi.fn()} />);
  await screen.findByRole("combobox", { name: "To" });
  const change = () => requests.find(({ method }) => method !== "GET");
  return { ...shown, onDone, change };
}

const policy: ReplicationPolicy = {
  id: 12,
  name: "web-to-edge",
  src_registry: { id: 0 },
  dest_registry: { id: 3 },
  filters: [{ type: "name", value: "web/**" }],
  dest_namespace: "mirror",
  dest_namespace_replace_count: 1,
  trigger: { type: "event_based" },
};

it("shows where a repository goes for each way to use the namespace", async () => {
  await form(policy);
  const ways = screen.getByRole("radiogroup", { name: "What the namespace takes the place of" });
  expect([...ways.querySelectorAll(".code")].map((example) => example.textContent)).toEqual([
    "web/group/part/app becomes mirror/web/group/part/app",
    "web/group/part/app becomes mirror/group/part/app",
    "web/group/part/app becomes mirror/part/app",
    "web/group/part/app becomes mirror/app",
    "web/group/part/app becomes mirror/app",
  ]);
});

it("turned to a pull, it has neither events nor labels that its source does not know", async () => {
  const { user, change, onDone } = await form(policy);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "With each push" }).checked).toBe(true);
  await user.click(screen.getByRole("radio", { name: /^Pull/ }));
  expect(screen.queryByRole("radio", { name: "With each push" })).toBeNull();
  await screen.findByText("This registry knows no labels.");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(onDone).toHaveBeenCalledExactlyOnceWith(12));
  expect(change()).toMatchObject({
    method: "PUT",
    path: "/api/v2.0/replication/policies/12",
    body: { src_registry: { id: 3 }, dest_registry: null, trigger: { type: "manual" }, filters: [{ type: "name", value: "web/**" }] },
  });
});

it("nothing is sent as long as something is missing or wrong, and the first of it gets the focus", async () => {
  const { user, change } = await form();
  await user.type(screen.getByRole("textbox", { name: "Namespace" }), "UPPER");
  await user.click(screen.getByRole("button", { name: "Create" }));
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Name" }));
  expect(screen.getByText("Lower-case letters, digits and . _ - inside, with / between.")).toBeTruthy();
  expect(screen.getByText("This is needed")).toBeTruthy();
  expect(change()).toBeUndefined();
});

it("a replication that would begin every minute is refused", async () => {
  const { user, change } = await form({ ...policy, trigger: { type: "scheduled", trigger_settings: { cron: "0 * * * * *" } } });
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/No replication begins every minute/)).toBeTruthy();
  expect(change()).toBeUndefined();
});

import { expect, it } from "vitest";
import type { ReplicationPolicy } from "../../ui/src/api/types.ts";
import { exampleOf } from "../../ui/src/features/replication/destination.ts";
import { bodyOf, valuesOf } from "../../ui/src/features/replication/policy-values.ts";

it.each([
  ["", "project/group/part/app"],
  ["**", "project/group/part/app"],
  ["web/**", "web/group/part/app"],
  ["web/team/*", "web/team/part/app"],
  ["web/team/part/*", "web/team/part/app"],
  ["{web,api}/*", "project/group/part/app"],
  ["web/app", "web/app"],
  ["web", "web/group/part/app"],
])("a name filter %j is shown by %s", (pattern, example) => {
  expect(exampleOf(pattern)).toBe(example);
});

const push: ReplicationPolicy = {
  id: 7,
  name: "web-to-edge",
  description: "",
  src_registry: { id: 0, name: "Local" },
  dest_registry: { id: 3, name: "edge" },
  dest_namespace: "mirror",
  dest_namespace_replace_count: 2,
  trigger: { type: "scheduled", trigger_settings: { cron: "0 30 2 * * *" } },
  filters: [
    { type: "name", value: "web/**" },
    { type: "tag", value: "*-dev", decoration: "excludes" },
    { type: "label", value: ["ready", "signed"], decoration: "matches" },
    { type: "resource", value: "image" },
    { type: "tag", value: "v*" },
  ],
  replicate_deletion: true,
  deletion: true,
  allow_mass_deletion: true,
  override: false,
  enabled: false,
  speed: 500,
  copy_by_chunk: true,
  single_active_replication: true,
};

it("a policy that is opened and saved stays as it was, with filters that the form has no field for", () => {
  const { id: _, src_registry: _source, ...rest } = push;
  expect(bodyOf(valuesOf(push))).toEqual({ ...rest, src_registry: null, dest_registry: { id: 3 } });
});

it("a pull names the registry as its source", () => {
  const pull = { ...push, src_registry: { id: 3, name: "hub" }, dest_registry: { id: 0, name: "Local" } };
  expect(valuesOf(pull)).toMatchObject({ direction: "pull", registryId: "3" });
  expect(bodyOf(valuesOf(pull))).toMatchObject({ src_registry: { id: 3 }, dest_registry: null });
});

it("what does not apply is not sent: a cron without a clock, mass deletion without deletion, a single run with events", () => {
  const values = { ...valuesOf(push), trigger: "event_based", deletion: false } as const;
  expect(bodyOf(values)).toMatchObject({
    trigger: { type: "event_based", trigger_settings: { cron: "" } },
    replicate_deletion: false,
    allow_mass_deletion: false,
    single_active_replication: false,
  });
});

it("a new policy copies everything, without a limit, when somebody starts it", () => {
  expect(bodyOf({ ...valuesOf(null), name: " first ", registryId: "3" })).toMatchObject({
    name: "first",
    dest_registry: { id: 3 },
    filters: [],
    speed: 0,
    trigger: { type: "manual" },
    override: true,
    enabled: true,
  });
});

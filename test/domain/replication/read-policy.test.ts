import { describe, expect, it } from "vitest";
import { filtersOf } from "../../../worker/domain/replication/policy.ts";
import { type GivenPolicy, readPolicy } from "../../../worker/domain/replication/read-policy.ts";

const now = Date.UTC(2026, 10, 25);
const push: GivenPolicy = { name: "to the edge", destination: 7 };
const scheduled = (cron: string) => ({ ...push, trigger: { type: "scheduled", cron } });
const filtered = (...filters: NonNullable<GivenPolicy["filters"]>) => ({ ...push, filters });

it("what is not given is the usual for a new policy, and as it was for one that is there", () => {
  const made = readPolicy(push, null, now);
  expect(made).toEqual({
    name: "to the edge",
    description: "",
    registryId: 7,
    direction: "push",
    destNamespace: "",
    destNamespaceReplaceCount: -1,
    filters: "[]",
    trigger: "manual",
    cron: "",
    replicateDeletion: 0,
    allowMassDeletion: 0,
    override: 1,
    enabled: 1,
    speed: 0,
    copyByChunk: 0,
    singleActive: 0,
  });
  const changed = readPolicy({ enabled: false, speed: 100 }, { ...made, override: 0, trigger: "scheduled", cron: "0 5 * * * *" }, now);
  expect(changed).toEqual({ ...made, override: 0, trigger: "scheduled", cron: "0 5 * * * *", enabled: 0, speed: 100 });
  expect(readPolicy({ source: 9, destination: null }, made, now)).toMatchObject({ registryId: 9, direction: "pull" });
  expect(readPolicy({ source: 0, destination: 3 }, made, now)).toMatchObject({ registryId: 3, direction: "push" });
});

describe("accepted", () => {
  it.each<[string, GivenPolicy, object]>([
    ["a pull", { name: "x", source: 3, destination: 0 }, { direction: "pull", registryId: 3 }],
    ["no limit as Harbor writes it", { ...push, speed: -1 }, { speed: 0 }],
    ["a namespace of several components", { ...push, destNamespace: "mirror/eu-1" }, { destNamespace: "mirror/eu-1" }],
    [
      "as many components as there are",
      { ...filtered({ type: "name", value: "a/b/c" }), destNamespace: "m", destNamespaceReplaceCount: 2 },
      {},
    ],
    ["more than a pattern shows", { ...filtered({ type: "name", value: "a/**" }), destNamespace: "m", destNamespaceReplaceCount: 5 }, {}],
    ["every hour", scheduled("0 0 * * * ?"), { trigger: "scheduled", cron: "0 0 * * * ?" }],
    ["a manual one with a cron left over", { ...push, trigger: { type: "manual", cron: "nonsense" } }, { trigger: "manual", cron: "" }],
    ["events", { ...push, trigger: { type: "event_based", cron: "" } }, { trigger: "event_based" }],
  ])("%s", (_, given, expected) => {
    expect(readPolicy(given, null, now)).toMatchObject(expected);
  });
});

describe("refused", () => {
  it.each<[string, GivenPolicy, RegExp]>([
    ["no name", { destination: 7 }, /^name /],
    ["a name too long", { ...push, name: "x".repeat(257) }, /^name /],
    ["a description too long", { ...push, description: "x".repeat(1025) }, /^description /],
    ["both sides local, not given", { name: "x" }, /both are this site/],
    ["both sides local, null and 0", { name: "x", source: null, destination: 0 }, /both are this site/],
    ["both sides elsewhere", { name: "x", source: 1, destination: 2 }, /must be this site/],
    ["a trigger of another kind", { ...push, trigger: { type: "daily", cron: "" } }, /^trigger.type /],
    ["a schedule without cron", scheduled(""), /^cron/],
    ["five fields", scheduled("0 5 * * *"), /^cron/],
    ["a second that is not 0", scheduled("5 5 * * * *"), /^cron/],
    ["every second", scheduled("* 5 * * * *"), /^cron/],
    ["every minute", scheduled("0 * * * * *"), /minutes/],
    ["every minute, in other words", scheduled("0 ? * * * *"), /minutes/],
    ["a time that never comes", scheduled("0 0 0 31 2 *"), /^cron/],
    ["events of another registry", { name: "x", source: 3, trigger: { type: "event_based", cron: "" } }, /event_based/],
    ["a single one on events", { ...push, singleActive: true, trigger: { type: "event_based", cron: "" } }, /^single_active/],
    ["a namespace in capitals", { ...push, destNamespace: "Mirror" }, /^dest_namespace /],
    ["a namespace that climbs", { ...push, destNamespace: "../x" }, /^dest_namespace /],
    ["a namespace with a slash at its end", { ...push, destNamespace: "mirror/" }, /^dest_namespace /],
    ["a count below -1", { ...push, destNamespaceReplaceCount: -2 }, /^dest_namespace_replace_count/],
    ["a count of more than eight bits", { ...push, destNamespaceReplaceCount: 128 }, /^dest_namespace_replace_count/],
    [
      "more components than the name has",
      { ...filtered({ type: "name", value: "a/b" }), destNamespace: "m", destNamespaceReplaceCount: 2 },
      /has 1 components/,
    ],
    ["a speed below -1", { ...push, speed: -2 }, /^speed /],
    ["half a kilobyte", { ...push, speed: 0.5 }, /^speed /],
    ["a speed of more than 32 bits", { ...push, speed: 2 ** 31 }, /^speed /],
    ["a filter of another type", filtered({ type: "size", value: "1" }), /^filters.0: type /],
    ["a filter named as what every object has", filtered({ type: "toString", value: "1" }), /^filters.0: type /],
    ["a pattern that does not parse", filtered({ type: "name", value: "a" }, { type: "tag", value: "[a" }), /^filters.1: tag .*parse/],
    ["a brace that is not closed", filtered({ type: "name", value: "a/{b,c" }), /parse/],
    ["a pattern that is a number", filtered({ type: "tag", value: 1 }), /^filters.0: tag /],
    ["a decorated name", filtered({ type: "name", value: "a/**", decoration: "excludes" }), /no decoration/],
    ["a decorated resource", filtered({ type: "resource", value: "image", decoration: "matches" }), /no decoration/],
    ["a decoration of another word", filtered({ type: "tag", value: "**", decoration: "contains" }), /decoration matches or excludes/],
    ["a resource of another kind", filtered({ type: "resource", value: "chart" }), /image or artifact/],
    ["a label that is no list", filtered({ type: "label", value: "prod" }), /list/],
    ["a label that is no text", filtered({ type: "label", value: [1] }), /list/],
    ["too many filters", filtered(...Array.from({ length: 21 }, () => ({ type: "tag", value: "**" }))), /at most 20/],
  ])("%s", (_, given, message) => {
    expect(() => readPolicy(given, null, now)).toThrow(
      expect.objectContaining({ code: "BAD_REQUEST", message: expect.stringMatching(message) }),
    );
  });
});

it("filters are kept as given, and read with their decoration", () => {
  const { filters } = readPolicy(
    filtered(
      { type: "name", value: "library/**" },
      { type: "tag", value: "v*" },
      { type: "label", value: ["a", "b"], decoration: "excludes" },
      { type: "resource", value: "image", decoration: "" },
    ),
    null,
    now,
  );
  expect(JSON.parse(filters)).toEqual([
    { type: "name", value: "library/**" },
    { type: "tag", value: "v*" },
    { type: "label", value: ["a", "b"], decoration: "excludes" },
    { type: "resource", value: "image" },
  ]);
  expect(filtersOf({ filters }).map((filter) => ("decoration" in filter ? filter.decoration : null))).toEqual([
    "matches",
    "matches",
    "excludes",
    "matches",
  ]);
});

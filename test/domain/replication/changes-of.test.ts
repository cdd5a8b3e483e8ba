import { expect, it } from "vitest";
import { changesOf, restAfter } from "../../../worker/domain/replication/follow-events.ts";
import type { StoredFilter } from "../../../worker/domain/replication/policy.ts";
import type { Follower } from "../../../worker/store/replication-policies.ts";

const digest = `sha256:${"a".repeat(64)}`;

function policy(filters: StoredFilter[], more: Partial<Follower> = {}): Follower {
  return {
    id: 3,
    name: "p",
    description: "",
    registryId: 1,
    direction: "push",
    destNamespace: "",
    destNamespaceReplaceCount: -1,
    filters: JSON.stringify(filters),
    trigger: "event_based",
    cron: "",
    replicateDeletion: 1,
    allowMassDeletion: 0,
    override: 1,
    enabled: 1,
    speed: 0,
    copyByChunk: 0,
    singleActive: 0,
    createdAt: 1000,
    updatedAt: 1000,
    via: "elsewhere",
    ...more,
  };
}

function references(event: string, payload: object, of: Follower, at = 2000): string[] {
  const changes = changesOf({ id: 9, at, event, payload: JSON.stringify({ repository: "library/app", ...payload }) }, of);
  for (const change of changes) expect(change).toMatchObject({ policyId: of.id, repository: "library/app", outboxId: 9 });
  return changes.map(({ reference }) => reference);
}

const all = policy([]);

it("a push is about its tag, and one without a tag about the digest", () => {
  expect(references("PUSH_ARTIFACT", { digest, tag: "v1" }, all)).toEqual(["v1"]);
  expect(references("PUSH_ARTIFACT", { digest, tag: null }, all)).toEqual([digest]);
});

it("a deletion is about the tags that went and what was named", () => {
  expect(references("DELETE_ARTIFACT", { reference: digest, tags: ["v1", "v2"] }, all)).toEqual(["v1", "v2", digest]);
  expect(references("DELETE_TAG", { tags: ["v1"] }, all)).toEqual(["v1"]);
});

it("deletions are nothing to a policy that does not mirror them", () => {
  const without = policy([], { replicateDeletion: 0 });
  expect(references("DELETE_ARTIFACT", { reference: digest, tags: ["v1"] }, without)).toEqual([]);
  expect(references("PUSH_ARTIFACT", { digest, tag: "v1" }, without)).toEqual(["v1"]);
});

it("what was before the policy is not its business", () => {
  expect(references("PUSH_ARTIFACT", { digest, tag: "v1" }, all, 999)).toEqual([]);
  expect(references("PUSH_ARTIFACT", { digest, tag: "v1" }, all, 1000)).toEqual(["v1"]);
});

it("filters of names and tags decide; what signs something comes with it whatever its tag is called", () => {
  expect(references("PUSH_ARTIFACT", { digest, tag: "v1" }, policy([{ type: "name", value: "other/**" }]))).toEqual([]);
  const versions = policy([{ type: "tag", value: "v*" }]);
  expect(references("PUSH_ARTIFACT", { digest, tag: "dev" }, versions)).toEqual([]);
  expect(references("DELETE_ARTIFACT", { reference: digest, tags: ["dev", "v1"] }, versions)).toEqual(["v1", digest]);
  const signature = `${digest.replace(":", "-")}.sig`;
  expect(references("PUSH_ARTIFACT", { digest, tag: signature }, versions)).toEqual([signature]);
});

it("what came from there is known there", () => {
  expect(references("PUSH_ARTIFACT", { digest, tag: "v1", via: "elsewhere" }, all)).toEqual([]);
  expect(references("PUSH_ARTIFACT", { digest, tag: "v1", via: "another" }, all)).toEqual(["v1"]);
});

it("an event that is about no repository is passed over", () => {
  expect(changesOf({ id: 1, at: 2000, event: "PUSH_ARTIFACT", payload: "{}" }, all)).toEqual([]);
});

it("after each failure the rest is longer, up to ten minutes", () => {
  expect([1, 2, 3, 8, 50].map(restAfter)).toEqual([5000, 10_000, 20_000, 600_000, 600_000]);
});

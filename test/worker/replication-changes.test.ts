/** What a run by events finds in what has been noted for its policy. */
import { expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import { LocalSource } from "../../worker/domain/replication/local-source.ts";
import { planChanges } from "../../worker/domain/replication/plan-changes.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { noteChanges } from "../../worker/store/replication-changes.ts";
import { findReplicationPolicy } from "../../worker/store/replication-policies.ts";
import { api, pushImage } from "./support/harbor.ts";
import { createPolicy } from "./support/replication.ts";
import { admin, bindings, callJson, createProject } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "replication-changes-test", () => {}), actor: { kind: "system" } };

it("tags that the policy leaves out do not make a mass deletion look small", async () => {
  const { name } = await createProject();
  const repository = `${name}/app`;
  const { digest } = await pushImage(admin, repository, { tag: "w0" });
  const path = `${api}/projects/${name}/repositories/app/artifacts/${digest}/tags`;
  for (let n = 1; n < 60; n += 1) expect((await callJson(admin, "POST", path, { name: `w${n}` })).status).toBe(201);

  const planned = async (filters: object[]) => {
    const { id } = await createPolicy({ replicate_deletion: true, enabled: false, filters });
    // Of tags that were here and have gone.
    const gone = Array.from({ length: 11 }, (_, n) => ({ policyId: id, repository, reference: `v${n}`, outboxId: 1 }));
    await ctx.commit([noteChanges(gone)]);
    const policy = await findReplicationPolicy(ctx.store, id);
    if (!policy) throw new Error("the policy is there");
    const parameters = { policyId: id, dryRun: false, changes: true };
    const task = { id: 0, parameters, cursor: null, signal: new AbortController().signal, checkpoint: async () => {} };
    return planChanges(ctx, task, policy, { local: new LocalSource(ctx) });
  };

  expect((await planned([])).error).toBeUndefined();
  expect((await planned([{ type: "tag", value: "v*" }])).error).toMatch(/^11 of 11 tags would be deleted/);
});

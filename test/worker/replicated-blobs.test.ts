/** The lease by which a blob that several tasks need is brought once. */
import { expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { claimBlob, selectBlobClaim, settleBlob } from "../../worker/store/replicated-blobs.ts";
import { bindings, digestOf, fresh, query } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "replicated-blobs-test", () => {}), actor: { kind: "system" } };

async function createTask(): Promise<number> {
  const [run] = await query<{ id: number }>(
    `insert into executions (kind, vendor_id, "trigger", status, parameters, actor, exclusive, started_at)
      values (?, 0, 'MANUAL', 'Running', '{}', 'admin', 0, 1) returning id`,
    fresh("blobs"),
  );
  const [task] = await query<{ id: number }>(
    `insert into tasks (execution_id, kind, status, message, parameters, counters, due_at, created_at)
      values (?, 'none', 'Running', '', '{}', '{}', 1, 1) returning id`,
    run?.id,
  );
  return task?.id ?? 0;
}

const claimOf = (taskId: number, digest: string) => ({ registryId: 7, digest, repository: "mirror/app", taskId, leaseMs: 600_000 });

async function take(taskId: number, digest: string) {
  const claim = claimOf(taskId, digest);
  const [[known] = []] = await ctx.commit([selectBlobClaim(claim), claimBlob(claim)]);
  const [owner] = await query<{ task_id: number }>("select task_id from replicated_blobs where digest = ?", digest);
  return { isBusy: known?.isBusy ?? 0, isThere: known?.isThere ?? 0, owner: owner?.task_id };
}

it("is one task's at a time, until the blob has arrived", async () => {
  const digest = digestOf(fresh("blob"));
  const [one, two] = [await createTask(), await createTask()];
  expect(await take(one, digest)).toEqual({ isBusy: 0, isThere: 0, owner: one });
  expect(await take(one, digest)).toEqual({ isBusy: 0, isThere: 0, owner: one });
  expect(await take(two, digest)).toEqual({ isBusy: 1, isThere: 0, owner: one });
  await ctx.commit([settleBlob(claimOf(one, digest))]);
  expect(await take(two, digest)).toEqual({ isBusy: 0, isThere: 1, owner: two });
});

it("of a task that has ended is free at once: a run that was stopped holds up none after it", async () => {
  const digest = digestOf(fresh("blob"));
  const [one, two] = [await createTask(), await createTask()];
  await take(one, digest);
  await query("update tasks set status = 'Stopped', ended_at = 2 where id = ?", one);
  expect(await take(two, digest)).toEqual({ isBusy: 0, isThere: 0, owner: two });
});

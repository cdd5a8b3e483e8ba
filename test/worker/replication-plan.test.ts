/** What a pull plans from what a source answers, slice by slice. */
import { expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import type { Slice, Task } from "../../worker/domain/jobs/kinds.ts";
import { RemoteError } from "../../worker/domain/registries/remote-error.ts";
import { copyRepository } from "../../worker/domain/replication/copy-repository.ts";
import type { Sides } from "../../worker/domain/replication/open-sides.ts";
import { planRun } from "../../worker/domain/replication/plan-run.ts";
import type { RepositoryParameters } from "../../worker/domain/replication/policy.ts";
import type { Destination, Source } from "../../worker/domain/replication/sides.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { listPulled, notePulled } from "../../worker/store/pulled-repositories.ts";
import type { ReplicationPolicyRow } from "../../worker/store/replication-policies.ts";
import type { Sql } from "../../worker/store/sql.ts";
import { copyJob } from "./support/copy-job.ts";
import { bindings, fresh } from "./support/site.ts";

const site: Context = { ...siteContext(bindings, "replication-plan-test", () => {}), actor: { kind: "system" } };

type Listed = Readonly<Record<string, readonly string[] | RemoteError | null>>;

interface Given {
  /** Tags by repository; what the list does not name is asked for all the same. */
  readonly source: Listed;
  readonly listed?: readonly string[];
  /** Tags by repository that came from there. */
  readonly here?: Readonly<Record<string, readonly string[]>>;
  readonly pulled?: Readonly<Record<string, string>>;
  readonly policy?: Partial<ReplicationPolicyRow>;
  /** How long each list of repositories takes. */
  readonly listMs?: number;
}

/** Every slice of a plan, until its end or the fiftieth. */
async function plan({ source, listed = Object.keys(source), here = {}, pulled = {}, policy = {}, listMs = 0 }: Given) {
  let nowMs = 1_000_000;
  const ctx: Context = { ...site, now: () => nowMs };
  const via = fresh("there");
  const asked: string[] = [];
  await site.commit([
    notePulled(
      via,
      Object.entries(pulled).map(([destination, from]) => ({ destination, source: from })),
    ),
  ]);
  const sides = {
    via,
    source: {
      async listRepositories() {
        nowMs += listMs;
        return { names: listed, next: null };
      },
      async listTags(repository: string) {
        asked.push(repository);
        const found = source[repository] ?? null;
        if (found instanceof RemoteError) throw found;
        return found && found.map((name) => ({ name, type: null, labels: null }));
      },
    } as Partial<Source>,
    destination: { listMirrored: async (repository: string) => here[repository] ?? null } as Partial<Destination>,
    local: null,
  } as unknown as Sides;
  const row = {
    registryId: 1,
    direction: "pull",
    filters: "[]",
    replicateDeletion: 1,
    allowMassDeletion: 0,
    destNamespace: "",
    destNamespaceReplaceCount: -1,
    ...policy,
  } as ReplicationPolicyRow;
  const task = { id: 0, parameters: { policyId: 1, dryRun: false }, cursor: null, signal: new AbortController().signal };
  const tasks: RepositoryParameters[] = [];
  let slice: Slice = { cursor: null, done: false };
  let slices = 0;
  for (; !slice.done && slices < 50; slices += 1) {
    slice = await planRun(ctx, { ...task, cursor: slice.cursor } as unknown as Task, row, sides);
    tasks.push(...(slice.statements ?? []).flatMap(tasksIn));
    const noting = (slice.statements ?? []).filter(({ text }) => text.includes("pulled_repositories"));
    if (noting.length > 0) await site.commit(noting);
  }
  return { slice, slices, asked, tasks, noted: await listPulled(site.store, via, "", 100) };
}

function tasksIn({ text, params }: Sql): RepositoryParameters[] {
  if (!text.startsWith("insert into tasks")) return [];
  const given = params.find((one) => typeof one === "string" && one.startsWith("[{")) as string;
  return (JSON.parse(given) as { parameters: string }[]).map(({ parameters }) => JSON.parse(parameters) as RepositoryParameters);
}

const shown = (tasks: readonly RepositoryParameters[]) =>
  tasks.map(({ operation, destination, references = [] }) => [operation, destination, ...references].join(" "));

it("a list of repositories that takes longer than a slice has is got through", async () => {
  const { slice, slices, tasks } = await plan({ source: { "a/app": ["v1"], "b/app": ["v1"] }, listMs: 20_000 });
  expect(slice).toMatchObject({ done: true });
  expect(slices).toBeLessThanOrEqual(2);
  expect(shown(tasks)).toEqual(["copy a/app", "copy b/app"]);
});

it("a list of tags that takes longer than a slice has is got through", async () => {
  let nowMs = 1_000_000;
  const log: string[] = [];
  let cursor: unknown = null;
  let done = false;
  for (let slices = 0; !done && slices < 10; slices += 1) {
    const { job } = copyJob({ ...site, now: () => nowMs }, { find: async () => null } as Partial<Destination> as Destination, {});
    if (cursor) Object.assign(job.cursor, cursor);
    Object.assign(job.options, {
      source: {
        async listTags() {
          nowMs += 90_000;
          return ["v1", "v2"].map((name) => ({ name, type: null, labels: null }));
        },
        async resolve() {
          nowMs += 40_000;
          return { digest: "sha256:d", change: null, via: null };
        },
      },
    });
    const slice = await copyRepository(job, { from: "a/app", to: "a/app", isDryRun: true, isTogether: true });
    ({ cursor, done } = slice);
    log.push(...(slice.log ?? []));
  }
  expect(done).toBe(true);
  expect(log.at(-1)).toBe("nothing is deleted in a/app: other repositories are pulled into it, too");
});

it("a repository that fails is told once, and what was pulled from it is left alone", async () => {
  const denied = new RemoteError("refused", "denied");
  const given = { source: { "a/app": denied, "b/app": denied }, here: { "a/app": ["v1"], "b/app": ["v1"] } };
  const pulled = { "a/app": "a/app", "b/app": "b/app" };
  const { slice, asked, tasks } = await plan({ ...given, pulled, listed: ["a/app"] });
  expect(slice).toMatchObject({
    done: true,
    error: expect.stringMatching(/^a\/app: denied; b\/app: .* stays in b\/app: denied$/) as string,
  });
  expect(asked).toEqual(["a/app", "b/app"]);
  expect(tasks).toEqual([]);
});

it("a repository that no answer comes for leaves the others alone; three in a row are the registry", async () => {
  const late = new RemoteError("unreachable", "no answer within 60 seconds");
  const one = await plan({ source: { "a/app": late, "b/app": ["v1"], "c/app": late } });
  expect(one.slice).toMatchObject({ done: true, error: `a/app: ${late.message}; c/app: ${late.message}` });
  expect(shown(one.tasks)).toEqual(["copy b/app"]);
  await expect(plan({ source: { "a/app": late, "b/app": late, "c/app": late } })).rejects.toBe(late);
});

it("what goes with whole repositories counts in the share that may go", async () => {
  const many = Array.from({ length: 11 }, (_, n) => `v${n}`);
  const pulled = { gone: "gone", stays: "stays" };
  const refused = await plan({ source: { stays: ["w1"] }, here: { gone: many, stays: ["w1", "w2"] }, pulled });
  expect(refused.slice).toMatchObject({ done: true, error: expect.stringContaining("12 of 13 tags would be deleted") as string });
  const stay = Array.from({ length: 60 }, (_, n) => `w${n}`);
  const taken = await plan({ source: { stays: stay }, here: { gone: many, stays: stay }, pulled });
  expect(taken.slice.error).toBeUndefined();
  expect(shown(taken.tasks)).toEqual(["copy stays", ["deletion gone", ...many].join(" ")]);
});

it("nothing is deleted where several are pulled into one, which the copies say; what brings nothing there is none of them", async () => {
  const policy = { destNamespace: "flat" };
  const here = { "flat/app": ["v1", "v2"] };
  const pulled = { "flat/app": "b/app" };
  const both = await plan({ source: { "a/app": ["v1"] }, here, pulled, policy });
  expect(both.tasks).toMatchObject([{ operation: "copy", repository: "a/app", isTogether: true }]);
  expect(both.noted).toMatchObject([{ destination: "flat/app", sources: 2 }]);
  const filters = JSON.stringify([{ type: "tag", value: "v2" }]);
  const one = await plan({
    source: { "a/app": ["v1"], "b/app": ["v1"] },
    listed: ["a/app", "b/app"],
    here,
    pulled,
    policy: { ...policy, filters },
  });
  expect(one.noted).toMatchObject([{ destination: "flat/app", source: "b/app", sources: 1 }]);
  expect(shown(one.tasks)).toEqual(["deletion flat/app v2"]);
});

/** When a task of replication gives up, and what it leaves for others. */
import { expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import { copyBlob } from "../../worker/domain/replication/copy-blob.ts";
import { LocalDestination } from "../../worker/domain/replication/local-destination.ts";
import { runItems } from "../../worker/domain/replication/run-items.ts";
import type { Destination, Source } from "../../worker/domain/replication/sides.ts";
import { RemoteError, type RemoteFault } from "../../worker/domain/registries/remote-error.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { copyJob } from "./support/copy-job.ts";
import { bindings } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "run-items-test", () => {}), actor: { kind: "system" } };
const items = ["a", "b", "c", "d", "e"].map((name) => ({ key: name, name }));

/** Every item fails by this until there are no more attempts. Returns which were tried, and what the task says at its end. */
async function failing(fault: RemoteFault) {
  const { job } = copyJob(ctx, new LocalDestination(ctx, "here", "there"), {});
  const tried = new Set<string>();
  for (let slices = 0; slices < 100; slices += 1) {
    const slice = await runItems(job, items, async ({ name }) => {
      tried.add(name);
      throw new RemoteError(fault, "no");
    });
    if (slice.done) return { tried: [...tried].join(""), error: slice.error };
  }
  throw new Error("it does not end");
}

it.each<RemoteFault>(["unreachable", "busy"])("%s three times in a row: the others are not tried", async (fault) => {
  const { tried, error } = await failing(fault);
  expect(tried).toBe("abc");
  expect(error).toMatch(/^3 failed: a: no; b: no; c: no; the others were not tried$/);
});

it.each<RemoteFault>(["refused", "unauthorized", "damaged", "failed", "absent"])("%s: the others go on", async (fault) => {
  const { tried, error } = await failing(fault);
  expect([tried, error]).toEqual(["abcde", "5 failed: a: no; b: no; c: no; d: no; e: no"]);
});

it("a blob in chunks whose bytes are wrong each time is given up: bytes that come once more are no news", async () => {
  const sent = { chunks: 0, whole: 0 };
  const sink: Partial<Destination> = {
    hasBlob: async () => false,
    mountCandidates: async () => [],
    beginUpload: async () => "upload",
    appendChunk: async (_repository, upload, { stream }) => {
      await new Response(stream).arrayBuffer();
      sent.chunks += 1;
      return upload;
    },
    closeUpload: async () => {
      sent.whole += 1;
      throw new RemoteError("damaged", "wrong bytes");
    },
  };
  const { job } = copyJob(ctx, sink as Destination, {});
  const openBlob = async () => ({ stream: new Blob(["a"]).stream() as ReadableStream<Uint8Array>, skip: 0, bytes: 1 });
  Object.assign(job.options, { source: { openBlob } satisfies Partial<Source> });
  const blob = { from: "there/app", to: "here/app", digest: `sha256:${"a".repeat(64)}`, bytes: 3 };
  for (let slices = 0; slices < 30; slices += 1) {
    const slice = await runItems(job, items.slice(0, 1), async () => ((await copyBlob(job, blob)) === "there" ? "done" : "later"));
    if (!slice.done) continue;
    expect(slice.error).toBe("1 failed: a: wrong bytes");
    // The first pass brought news three times; five more are allowed behind it.
    expect(sent).toEqual({ chunks: 18, whole: 6 });
    return;
  }
  throw new Error("it does not end");
});

/**
 * What a collection costs follows what became garbage, not what is stored. `GC_STORED=1000,10000,100000` for the long form, whose figures stand
 * in docs/performance.md.
 */
import { expect, it } from "vitest";
import { basicClient } from "./support/client.ts";
import { password, startInstrumented } from "./support/instrumented.ts";
import { seedGarbage, seedStored } from "./support/stored-blobs.ts";

const sizes = (process.env.GC_STORED ?? "1000,10000").split(",").map(Number);
const garbage = 1000;

interface Counts {
  readonly counts: { readonly d1: number; readonly r2: number };
  readonly rowsRead: number;
  readonly rowsWritten: number;
}

async function collect(stored: number): Promise<Counts> {
  const site = await startInstrumented({ ROADSTEAD_GC_WINDOW: "0", ROADSTEAD_TRASH_RETENTION: "0" });
  try {
    const client = basicClient(site.url, password);
    const counts = async () => (await (await fetch(`${site.url}/v2/test-counts?id=queue`)).json()) as Counts;
    const database = await site.server.miniflare.getD1Database("DB", "roadstead");
    await seedStored(database, 1, stored);
    await seedGarbage(database, stored + 1, garbage);
    const before = await counts();
    const body = JSON.stringify({ schedule: { type: "Manual" } });
    const begun = await client.call("POST", "/api/v2.0/system/gc/schedule", { headers: { "Content-Type": "application/json" }, body });
    expect(begun.status, begun.body.toString()).toBe(201);
    const newest = async () =>
      (
        JSON.parse((await client.call("GET", "/api/v2.0/system/gc")).body.toString()) as { job_status: string; job_parameters: string }[]
      )[0];
    await expect.poll(async () => (await newest())?.job_status, { timeout: 60_000 }).toBe("Success");
    expect(JSON.parse((await newest())?.job_parameters ?? "{}")).toMatchObject({ purged_blobs: garbage, deleted_objects: garbage });
    const after = await counts();
    return {
      counts: { d1: after.counts.d1 - before.counts.d1, r2: after.counts.r2 - before.counts.r2 },
      rowsRead: after.rowsRead - before.rowsRead,
      rowsWritten: after.rowsWritten - before.rowsWritten,
    };
  } finally {
    await site.stop();
  }
}

it("rows read and written, and calls, are the same however much is stored", { timeout: 600_000 }, async () => {
  const all: Counts[] = [];
  for (const stored of sizes) all.push(await collect(stored));
  const each = (count: number) => (count / garbage).toFixed(2);
  const rows = all.map(
    (one, i) => `${String(sizes[i]).padStart(7)}  ${each(one.rowsRead)} read  ${each(one.rowsWritten)} written  ${one.counts.r2} R2 calls`,
  );
  console.log(["stored   for each freed blob", ...rows].join("\n"));
  const [first, ...rest] = all;
  for (const one of rest) {
    for (const what of ["rowsRead", "rowsWritten"] as const) expect(one[what] / (first?.[what] ?? 1), what).toBeLessThan(1.1);
    expect(one.counts.r2).toBe(first?.counts.r2);
  }
});

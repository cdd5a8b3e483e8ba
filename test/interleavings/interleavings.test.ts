/**
 * Every order of the steps of a client and whatever may disturb it: every artifact is whole, and every object is known.
 * `npm run interleavings` explores them all; here a seeded sample, and three sites that are broken on purpose.
 */
import { expect, it, vi } from "vitest";
import { Explorer, type Scenario } from "./explore.ts";
import { nextName } from "./names.ts";
import { scenarios } from "./scenarios.ts";
import { type Mutant, Site } from "./site.ts";

vi.mock("cloudflare:workers", () => ({
  DurableObject: class {
    readonly ctx: unknown;
    readonly env: unknown;
    constructor(ctx: unknown, env: unknown) {
      this.ctx = ctx;
      this.env = env;
    }
  },
}));

const isAll = process.env.INTERLEAVINGS === "all";
const sample = Number(process.env.INTERLEAVINGS_SAMPLE ?? 500);

/** Of workerd, which Node has under another name. */
class FixedLengthStream extends TransformStream {
  constructor(_bytes: number) {
    super();
  }
}
vi.stubGlobal("FixedLengthStream", FixedLengthStream);
Object.assign(ReadableStreamBYOBReader.prototype, {
  readAtLeast(this: { read(view: Uint8Array, options: { min: number }): Promise<unknown> }, min: number, view: Uint8Array) {
    return this.read(view, { min });
  },
});

async function explore(scenario: Scenario, budget: number, random: () => number, mutant: Mutant = {}): Promise<Explorer> {
  const site = new Site(mutant, scenario.keepSeconds ?? 0);
  const explorer = new Explorer(site, scenario);
  const clock = vi.spyOn(Date, "now").mockImplementation(() => site.clockMs);
  const names = vi.spyOn(crypto, "randomUUID").mockImplementation(nextName as typeof crypto.randomUUID);
  try {
    await explorer.explore(budget, random);
  } finally {
    clock.mockRestore();
    names.mockRestore();
  }
  return explorer;
}

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

it("every artifact is whole and every object is known, whatever the order", { timeout: 7_200_000 }, async () => {
  let orders = 0;
  const each = isAll ? Number.POSITIVE_INFINITY : Math.ceil(sample / scenarios.length);
  for (const [index, scenario] of scenarios.entries()) {
    const explorer = await explore(scenario, each, seeded(index));
    orders += explorer.orders;
    if (scenario.mustSee !== undefined) expect([...explorer.outcomes], scenario.name).toContain(scenario.mustSee);
    if (isAll)
      console.log(`${String(explorer.orders).padStart(7)} orders, ${String(explorer.ended).padStart(6)} to their end: ${scenario.name}`);
  }
  console.log(`${orders} orders of ${scenarios.length} scenarios`);
  expect(orders).toBeGreaterThanOrEqual(isAll ? 5000 : sample);
});

/** Beside other tests on a busy machine. */
const mutantMs = 180_000;

/** The first scenario that notices, within the same number of orders. */
async function caught(mutant: Mutant, of: RegExp): Promise<string> {
  for (const [index, scenario] of scenarios.entries()) {
    if (!of.test(scenario.name)) continue;
    try {
      await explore(scenario, 60, seeded(index), mutant);
    } catch (error) {
      return String((error as Error).cause);
    }
  }
  return "nobody";
}

it("a collector that ignores leases is caught", { timeout: mutantMs }, async () => {
  const isCollectors = (text: string) => /gc_candidates|gc_doomed|from repository_blobs rb where rb.id in/.test(text);
  const ignored = (text: string) =>
    text.replaceAll(/(\w+\.)?lease_until <= cast\(/g, "-1 <= cast(").replaceAll("select max(lease_until) from", "select -1 from");
  const change = (text: string) => (isCollectors(text) ? ignored(text) : text);
  expect(await caught({ change }, /collector/)).toMatch(/not in the repository/);
});

it("an alarm that does not ask the database is caught", { timeout: mutantMs }, async () => {
  const changeAlarm = (text: string) =>
    text
      .replace(/^select storage_key as key from blobs where/, "select storage_key as key from blobs where 0 and")
      .replace(/union select storage_key from trash where/, "union select storage_key from trash where 0 and");
  expect(await caught({ changeAlarm }, /expiry|cancel|wrong|duplicate/)).toMatch(/the object of blob .* is gone/);
});

it("keys that are used again are caught", { timeout: mutantMs }, async () => {
  expect(await caught({ reusesKeys: true }, /./)).toMatch(/is gone|is another|in use/);
});

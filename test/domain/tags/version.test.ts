/** Versions of tags between sites: what makes sites that replicate to each other equal, whatever arrives in which order and how often. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareVersions,
  formatSeen,
  formatVersion,
  parseSeen,
  parseVersion,
  receive,
  type Seen,
  type TagVersion,
  type VersionedChange,
} from "../../../worker/domain/tags/version.ts";

const siteNames = ["a", "b", "c"] as const;

interface Held extends VersionedChange {
  readonly value: number;
}

/** One tag at several sites, each with a clock of its own. */
class World {
  readonly held = new Map<string, Held>();
  readonly sent: Held[] = [];
  conflicts = 0;

  /** A person at `site` moves or deletes the tag; the clock never goes back behind what the site knows (hybrid clock). */
  change(site: string, clockMs: number, value: number): void {
    const before = this.held.get(site);
    const isBehind = before !== undefined && clockMs <= before.version.ms;
    const ms = isBehind ? before.version.ms : clockMs;
    const version: TagVersion = { site, ms, counter: isBehind ? before.version.counter + 1 : 0 };
    const seen: Seen = { ...before?.seen, ...(before ? { [before.version.site]: before.version } : {}), [site]: version };
    this.put(site, { version, seen, value });
  }

  arrive(site: string, change: Held): ReturnType<typeof receive> {
    const here = this.held.get(site) ?? null;
    const reception = receive(here, change);
    if (reception.isConflict) this.conflicts += 1;
    if (reception.applies) this.put(site, { ...change, seen: reception.seen });
    else if (here) this.held.set(site, { ...here, seen: reception.seen });
    return reception;
  }

  private put(site: string, held: Held): void {
    this.held.set(site, held);
    this.sent.push(held);
  }
}

const step = fc.record({
  site: fc.constantFrom(...siteNames),
  clockMs: fc.nat(20),
  to: fc.constantFrom(...siteNames),
  pick: fc.nat(1000),
  isChange: fc.boolean(),
});

function play(steps: readonly { site: string; clockMs: number; to: string; pick: number; isChange: boolean }[]): World {
  const world = new World();
  steps.forEach(({ site, clockMs, to, pick, isChange }, index) => {
    if (isChange || world.sent.length === 0) return world.change(site, clockMs, index);
    const change = world.sent[pick % world.sent.length];
    if (change) world.arrive(to, change);
  });
  return world;
}

describe("receive", () => {
  it("sites converge to the greatest version, in whatever order and however often changes arrive", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.infiniteStream(fc.nat()), (steps, numbers) => {
        const world = play(steps);
        const all = [...world.sent];
        for (const site of siteNames) {
          const order = all.map((change) => ({ change, at: Number(numbers.next().value) })).toSorted((a, b) => a.at - b.at);
          for (const { change } of [...order, ...order.slice(0, 3)]) world.arrive(site, change);
        }
        const greatest = all.reduce((a, b) => (compareVersions(a.version, b.version) >= 0 ? a : b));
        for (const site of siteNames) expect(world.held.get(site)).toMatchObject({ value: greatest.value, version: greatest.version });
      }),
      { numRuns: 500 },
    );
  });

  it("what arrives a second time does nothing, and is no conflict", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.constantFrom(...siteNames), (steps, site) => {
        const world = play(steps);
        for (const change of world.sent.slice()) world.arrive(site, change);
        const held = world.held.get(site);
        for (const change of world.sent.slice()) {
          expect(world.arrive(site, change)).toMatchObject({ applies: false, isConflict: false });
          expect(world.held.get(site)).toEqual(held);
        }
      }),
    );
  });

  it("a version never goes down", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const world = new World();
        const newest = new Map<string, TagVersion>();
        steps.forEach(({ site, clockMs, to, pick, isChange }, index) => {
          if (isChange || world.sent.length === 0) world.change(site, clockMs, index);
          else world.arrive(to, world.sent[pick % world.sent.length] as Held);
          for (const [name, { version }] of world.held) {
            const before = newest.get(name);
            if (before) expect(compareVersions(version, before)).toBeGreaterThanOrEqual(0);
            newest.set(name, version);
          }
        });
      }),
    );
  });

  it("changes that are made with knowledge of each other are no conflict", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ site: fc.constantFrom(...siteNames), clockMs: fc.nat(20) }), { minLength: 1, maxLength: 30 }),
        (changes) => {
          const world = new World();
          changes.forEach(({ site, clockMs }, index) => {
            world.change(site, clockMs, index);
            for (const other of siteNames) if (other !== site) world.arrive(other, world.held.get(site) as Held);
          });
          expect(world.conflicts).toBe(0);
        },
      ),
    );
  });

  it("of changes made apart from each other both sides know, and the greater stays", () => {
    const world = new World();
    world.change("a", 5, 0);
    world.arrive("b", world.held.get("a") as Held);
    world.change("a", 6, 1);
    world.change("b", 7, 2);
    const [ofA, ofB] = [world.held.get("a") as Held, world.held.get("b") as Held];
    expect(world.arrive("a", ofB)).toMatchObject({ applies: true, isConflict: true });
    expect(world.arrive("b", ofA)).toMatchObject({ applies: false, isConflict: true });
    expect([world.held.get("a")?.value, world.held.get("b")?.value]).toEqual([2, 2]);
    // Resolved: what is made now knows of both.
    world.change("a", 8, 3);
    expect(world.arrive("b", world.held.get("a") as Held)).toMatchObject({ applies: true, isConflict: false });
  });

  it("a clock that is behind does not lose what is made with it after something was seen", () => {
    const world = new World();
    world.change("a", 1000, 0);
    world.arrive("b", world.held.get("a") as Held);
    world.change("b", 5, 1);
    expect(world.arrive("a", world.held.get("b") as Held)).toMatchObject({ applies: true, isConflict: false });
  });
});

describe("what goes over the wire", () => {
  const version = fc.record({ site: fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/), ms: fc.nat(1e14), counter: fc.nat(1e6) });

  it("comes back as it was", () => {
    fc.assert(
      fc.property(fc.uniqueArray(version, { maxLength: 64, selector: ({ site }) => site }), (versions) => {
        for (const one of versions) expect(parseVersion(formatVersion(one))).toEqual(one);
        const seen = Object.fromEntries(versions.map((one) => [one.site, one]));
        expect(parseSeen(formatSeen(seen))).toEqual(seen);
      }),
    );
  });

  it.each(["", "a", "a;1", "a;1;2;3", "a;-1;0", "a;1;x", "a b;1;2", "a;1.5;0", `${"a".repeat(65)};1;2`])("%j is no version", (text) => {
    expect(parseVersion(text)).toBeNull();
  });

  it("too many sites, or one that does not parse, are none", () => {
    expect(parseSeen(Array.from({ length: 65 }, (_, index) => `s${index};1;0`).join(","))).toBeNull();
    expect(parseSeen("a;1;0, b")).toBeNull();
    expect(parseSeen("")).toEqual({});
  });

  it("of two versions of one site the newer counts", () => {
    expect(parseSeen("a;1;0, a;3;0, a;2;0")).toEqual({ a: { site: "a", ms: 3, counter: 0 } });
  });
});

it("no two different versions are equal, and the order is one", () => {
  const version = fc.record({ site: fc.constantFrom(...siteNames), ms: fc.nat(3), counter: fc.nat(3) });
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
      expect(compareVersions(a, b) === 0).toBe(formatVersion(a) === formatVersion(b));
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

import { expect } from "vitest";
import {
  canceller,
  collect,
  collector,
  containerd,
  deleter,
  digestOf,
  docker,
  expiry,
  image,
  lateCollector,
  liar,
  mounter,
  repeater,
  retainer,
  scrubber,
  tagger,
  undeleter,
} from "./clients.ts";
import type { Actor, Scenario } from "./explore.ts";
import { prepareOnce } from "../domain/support/sqlite-site.ts";
import { marginMs, type Site } from "./site.ts";

const layer = "the layer";
const pushed = image(layer, "new");
/** Was there before, with the same layer. */
const old = image(layer, "old");

/** The clients: each pushes `pushed` to `app`. */
const clients: readonly Actor[] = [docker("app", pushed, "v1"), containerd("app", pushed, "v1"), mounter("base", "app", pushed, "v1")];

/** Where something is brought back. */
const keepSeconds = 500;

/** What was there before, and how long ago. */
const before: Readonly<Record<string, (site: Site) => Promise<void>>> = {
  nothing: async () => undefined,
  /** The same layer, of an image that lost its tag, with a lease that has run out. */
  async "an old layer"(site) {
    await docker("app", old, "old").run(site);
    await docker("base", old, "old").run(site);
    await deleter("app", "old").run(site);
    await deleter("base", old.digest).run(site);
    site.clockMs += 1_001_000;
  },
  /** The same, with somewhat more and somewhat less than half of the lease. */
  async "a layer of a while ago"(site) {
    await docker("base", old, "old").run(site);
    site.clockMs += 400_000;
    await docker("app", old, "old").run(site);
    await deleter("app", old.digest).run(site);
    await deleter("base", old.digest).run(site);
    site.clockMs += 450_000;
  },
  /** What retention drops. */
  async "a tag to be dropped"(site) {
    await docker("app", old, "dropped-1").run(site);
    await docker("base", old, "dropped-1").run(site);
    site.clockMs += 1_001_000;
  },
  /** What was deleted and collected; nobody has claimed its bytes yet, but somebody may. */
  async "bytes in the trash"(site) {
    await docker("app", old, "old").run(site);
    await deleter("app", old.digest).run(site);
    site.clockMs += 1_001_000;
    await collect(site);
    site.clockMs += keepSeconds * 1000 + 1;
  },
};

/** Who may make a push fail: nobody but those who end its session or its time. */
const mayFail = new Set([expiry.name]);

function against(client: Actor, adversary: Actor, situation: string): Scenario {
  return {
    name: `${client.name}, ${adversary.name}, before: ${situation}`,
    prepare: before[situation] ?? before["nothing"],
    actors: [excused(client, mayFail.has(adversary.name)), adversary],
    async check(site, [digest, found]) {
      if (adversary === scrubber) expect(found).toEqual([]);
      if (digest !== null) expect(tagOf(site, "v1")).toBe(digest);
      await expectWhole(site);
      if (digest !== null) expect(tagOf(site, "v1")).toBe(digest);
    },
  };
}

/** Null for a client that failed and may. */
function excused(client: Actor, isAllowed: boolean): Actor {
  if (!isAllowed) return client;
  return { name: client.name, run: (site) => client.run(site).catch(() => null) };
}

const both = (one: Actor, other: Actor, situation: string, check: (site: Site) => void = () => undefined): Scenario => ({
  name: `${one.name} and ${other.name}, before: ${situation}`,
  prepare: before[situation] ?? before["nothing"],
  actors: [one, other],
  async check(site) {
    check(site);
    await expectWhole(site);
    check(site);
  },
});

/** Somebody brings `old` back beside it: what comes back is whole, and stays. */
function undeleted(actor: Actor, situation: string): Scenario {
  return {
    ...both(actor, undeleter(old.digest), situation),
    keepSeconds,
    mustSee: "restored",
    async check(site, [, outcome]) {
      const isThere = () => rows(site, `select 1 from artifacts where digest = '${old.digest}'`).length > 0;
      if (outcome === "restored") expect(isThere()).toBe(true);
      await expectWhole(site);
      if (outcome === "restored") expect(isThere()).toBe(true);
    },
  };
}

const twin = image(layer, "twin");

export const scenarios: readonly Scenario[] = [
  ...clients.flatMap((client) => [
    ...[collector, lateCollector].flatMap((adversary) => Object.keys(before).map((situation) => against(client, adversary, situation))),
    against(client, retainer, "a tag to be dropped"),
    against(client, retainer, "an old layer"),
    ...["an old layer", "a layer of a while ago", "bytes in the trash"].map((situation) => undeleted(client, situation)),
    against(client, deleter("base", old.digest), "a tag to be dropped"),
    against(client, deleter("app", "dropped-1", old.digest), "a tag to be dropped"),
    ...[scrubber, expiry, canceller, liar, repeater].flatMap((adversary) => [
      against(client, adversary, "nothing"),
      against(client, adversary, "an old layer"),
    ]),
  ]),
  // A tag for what nothing needs any more.
  ...[collector, lateCollector].map((adversary) => against(tagger("app", old.digest, "v1"), adversary, "an old layer")),
  // Clients against each other.
  both(docker("app", pushed, "v1"), docker("app", twin, "v2"), "nothing", (site) => {
    expect([tagOf(site, "v1"), tagOf(site, "v2")]).toEqual([pushed.digest, twin.digest]);
  }),
  both(docker("app", pushed, "v1"), docker("app", twin, "v1"), "an old layer", (site) => {
    expect([pushed.digest, twin.digest]).toContain(tagOf(site, "v1"));
  }),
  both(docker("app", pushed, "v1"), containerd("app", pushed, "v2"), "nothing"),
  both(containerd("app", pushed, "v1"), mounter("base", "app", twin, "v2"), "a tag to be dropped"),
  both(docker("app", pushed, "v1"), mounter("app", "other", twin, "v2"), "nothing"),
  both(mounter("base", "app", pushed, "v1"), mounter("base", "other", twin, "v1"), "an old layer"),
  // Deleters against those who take away as well, or bring back.
  ...[collector, retainer, scrubber].map((adversary) => both(deleter("app", "dropped-1", old.digest), adversary, "a tag to be dropped")),
  both(deleter("app", old.digest), deleter("app", old.digest), "a tag to be dropped"),
  both(collector, { ...collector, name: "a second collector" }, "an old layer"),
  // Bringing back against those who take away, or bring back as well.
  ...[collector, lateCollector, retainer, scrubber, { ...undeleter(old.digest), name: "a second undelete" }].flatMap((other) =>
    ["a layer of a while ago", "bytes in the trash"].map((situation) => undeleted(other, situation)),
  ),
];

function tagOf(site: Site, tag: string): string | null {
  const row = site.database
    .prepare(
      "select a.digest from tags t join artifacts a on a.id = t.artifact_id join repositories r on r.id = t.repository_id where t.name = ? and r.name = 'app'",
    )
    .get(tag) as { digest: string } | undefined;
  return row?.digest ?? null;
}

interface Row {
  readonly [column: string]: string;
}

/** Now, and again once every alarm has rung, every lease has run out and everything that is garbage is gone. */
async function expectWhole(site: Site): Promise<void> {
  assertWhole(site, "at the end");
  for (let i = 0; i < 3; i += 1) {
    site.clockMs += 2_000_000 + marginMs + i * 86_400_000;
    for (const repository of site.repositories) await site.alarm(repository);
    await collect(site);
    assertWhole(site, `later ${i}`);
  }
  const named = new Set(rows(site, "select storage_key as key from blobs").map(({ key }) => key));
  expect(
    [...site.objects.keys()].filter((key) => !named.has(key)),
    "objects that nobody needs",
  ).toEqual([]);
}

function assertWhole(site: Site, when: string): void {
  const blobs = rows(site, "select digest, storage_key as key from blobs");
  for (const { digest, key } of blobs) {
    const content = site.objects.get(key ?? "");
    if (content === undefined || digestOf(content) !== digest)
      throw new Error(`${when}: the object of blob ${digest} is ${content === undefined ? "gone" : "another"}`);
  }
  const lacking = rows(
    site,
    `select a.digest, j.value as missing from artifacts a join manifest_bodies m on m.artifact_id = a.id,
      json_each((select json_group_array(d.value) from (select json_extract(value, '$.digest') as value from json_each(m.text, '$.layers')
        union all select json_extract(m.text, '$.config.digest') where json_extract(m.text, '$.config.digest') is not null) d)) j
      where not exists (select 1 from artifact_blobs ab join blobs b on b.id = ab.blob_id join repository_blobs rb on rb.blob_id = b.id and rb.repository_id = a.repository_id
        where ab.artifact_id = a.id and b.digest = j.value)`,
  );
  if (lacking.length > 0) throw new Error(`${when}: artifacts lack blobs: ${JSON.stringify(lacking)}`);
  const orphans = rows(
    site,
    `select a.digest from artifacts a join manifest_bodies m on m.artifact_id = a.id, json_each(m.text, '$.manifests') j
      where not exists (select 1 from artifact_children c join artifacts x on x.id = c.child_id where c.parent_id = a.id and x.digest = json_extract(j.value, '$.digest'))`,
  );
  if (orphans.length > 0) throw new Error(`${when}: indexes lack children: ${JSON.stringify(orphans)}`);
  const known = new Set([
    ...blobs.map(({ key }) => key),
    ...rows(site, "select storage_key as key from trash").map(({ key }) => key),
    ...site.repositories.flatMap((repository) => site.coordinator(repository).knownKeys([...site.objects.keys()])),
  ]);
  const unknown = [...site.objects.keys()].filter((key) => !known.has(key));
  if (unknown.length > 0) throw new Error(`${when}: nobody knows ${unknown.join(", ")}`);
  if (rows(site, "pragma foreign_key_check").length > 0) throw new Error(`${when}: a foreign key is broken`);
}

function rows(site: Site, text: string): Row[] {
  return prepareOnce(site.database, text).all() as Row[];
}

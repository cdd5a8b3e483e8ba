/**
 * Invariants 1, 7 and 8 of the design under any order of events: several requests on one repository take turns step by step, some
 * die, some wake up hours later, batches are written after their time-out was reported, and the clock jumps.
 */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createCommit, type Context } from "../../../worker/domain/context.ts";
import type { Digest } from "../../../worker/domain/names/digest.ts";
import { parseSettings } from "../../../worker/domain/settings.ts";
import { commitBlob } from "../../../worker/domain/uploads/commit-blob.ts";
import { begin, cancel, type Desk, endOfBody, endOfFinish, finishKey, openSession } from "../../../worker/domain/uploads/coordinate.ts";
import type { FinishOutcome } from "../../../worker/domain/uploads/session.ts";
import { sweepUploads } from "../../../worker/domain/uploads/sweep.ts";
import { sqliteSite, type SqliteSite } from "../support/sqlite-site.ts";

const runs = Number(process.env.INTERLEAVINGS ?? 1000);
const marginMs = 60_000;
const expiryMs = 3_600_000;
const projectId = 1;
const repository = { projectId, path: "app" };
const contents = ["alpha", "beta"] as const;

interface World {
  readonly site: SqliteSite;
  readonly ctx: Context;
  readonly sessions: string[];
  readonly desk: () => Desk;
}

const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}` as Digest;

function world(): World {
  const site = sqliteSite(1_800_000_000_000);
  site.query(
    "insert into users (id, username, realname, password_hash, sysadmin, created_at, updated_at) values (1, 'admin', 'a', '', 1, 0, 0)",
  );
  site.query("insert into projects (id, name, owner_id, created_at, updated_at) values (1, 'library', 1, 0, 0)");
  let keys = 0;
  const desk = (): Desk => ({
    records: site.records,
    clock: { nowMs: site.clockMs, bodyLeaseMs: 60_000, expiryMs, boot: null },
    newKey: () => `coordinator/${(keys += 1)}`,
  });
  const ctx: Context = {
    actor: { kind: "user", id: 1, name: "admin", sysadmin: true },
    store: site.store,
    commit: createCommit(site.store),
    now: () => site.clockMs,
    log: () => undefined,
    requestId: "test",
    settings: parseSettings({}),
    background: () => undefined,
  };
  const sessions = [1, 2].map(() => openSession(desk(), crypto.randomUUID(), "sha256").id);
  return { site, ctx, sessions, desk };
}

type Steps = AsyncGenerator<void, void>;

/** `PATCH`: all of the content goes into a tail. */
async function* append({ site, desk }: World, id: string, content: string): Steps {
  const answer = begin(desk(), { sessionId: id, algorithm: "sha256", start: 0, closing: null });
  if (!answer.ok) return;
  const { grant } = answer;
  yield;
  site.objects.set(grant.tailKey, content);
  yield;
  const progress = {
    ...grant.session,
    offset: content.length,
    nextPart: 1,
    newParts: [],
    tail: { key: grant.tailKey, bytes: content.length },
    hash: { kind: "unknown" } as const,
  };
  endOfBody(desk(), id, grant.epoch, progress, [grant.objectKey]);
}

/** `PUT`: with a body when the session is empty, without one when it holds a tail. `fate` is what D1 and the network do. */
async function* close({ site, desk, ctx }: World, id: string, content: string, fate: Fate): Steps {
  const digest = digestOf(content);
  const empty = site.records.findSession(id)?.tail === null;
  const answer = begin(desk(), { sessionId: id, algorithm: "sha256", start: null, closing: { digest, withBody: empty } });
  if (!answer.ok) return;
  const { grant } = answer;
  const key = finishKey(grant.session, grant.objectKey, empty);
  yield;
  if (empty) site.objects.set(key, content);
  yield;
  const stored = site.objects.get(key);
  if (stored === undefined || digestOf(stored) !== digest) {
    endOfFinish(desk(), id, grant.epoch, { outcome: { kind: "no-batch", retry: false }, progress: null, unused: [] });
    return;
  }
  yield;
  const blob = { repository, digest, content: { key, bytes: stored.length, digest }, expiresAtMs: grant.session.expiresAtMs };
  let outcome: FinishOutcome = { kind: "unclear" };
  if (fate === "late") {
    // Reported as timed out, written afterwards.
    endOfFinish(desk(), id, grant.epoch, { outcome, progress: null, unused: [] });
    yield;
    await commitBlob(ctx, blob);
    return;
  }
  ({ outcome } = await commitBlob(ctx, blob));
  yield;
  if (fate === "silent") return;
  const unused = [grant.objectKey, grant.tailKey].filter((unusedKey) => unusedKey !== key);
  endOfFinish(desk(), id, grant.epoch, { outcome, progress: null, unused });
}

async function* stop({ desk }: World, id: string): Steps {
  yield;
  cancel(desk(), id);
}

type Fate = "told" | "silent" | "late";

function start(w: World, kind: "append" | "close" | "cancel", session: number, content: number, fate: Fate): Steps {
  const id = w.sessions[session] ?? "";
  const text = contents[content] ?? "";
  if (kind === "append") return append(w, id, text);
  return kind === "close" ? close(w, id, text, fate) : stop(w, id);
}

function assertBlobsWhole({ site }: World): void {
  for (const row of site.query<{ digest: string; key: string }>("select digest, storage_key as key from blobs")) {
    const content = site.objects.get(row.key);
    expect(content === undefined ? "no object" : digestOf(content)).toBe(row.digest);
  }
}

const request = fc.record({
  kind: fc.constantFrom("append", "close", "close", "close", "cancel"),
  session: fc.constantFrom(0, 0, 0, 1),
  content: fc.nat(1),
  fate: fc.constantFrom<Fate>("told", "silent", "late"),
});
const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ step: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ jumpMs: fc.constantFrom(61_000, 61_000, 61_000, expiryMs - 1, expiryMs + marginMs + 1, 86_400_001) }),
  },
  { weight: 2, arbitrary: fc.record({ alarm: fc.constant(true) }) },
);

it("whatever the order, blobs are whole while it lasts and no object is unknown after it", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 2, maxLength: 6 }), fc.array(event, { maxLength: 60 }), async (requests, events) => {
      const w = world();
      const running: (Steps | null)[] = requests.map(() => null);
      const lastStepMs: (number | undefined)[] = [];
      for (const happening of events) {
        if ("step" in happening) {
          const i = happening.step % requests.length;
          const asked = requests[i];
          const last = lastStepMs[i] ?? w.site.clockMs;
          // No request lives for a day.
          if (!asked || w.site.clockMs - last > 86_400_000) continue;
          lastStepMs[i] = w.site.clockMs;
          running[i] ??= start(w, asked.kind, asked.session, asked.content, asked.fate);
          await running[i]?.next();
        } else if ("jumpMs" in happening) w.site.clockMs += happening.jumpMs;
        else await sweepUploads(w.desk(), w.site.store, marginMs);
        assertBlobsWhole(w);
      }
      // Whoever has not been heard of by now is dead; every alarm rings.
      for (let i = 0; i < 4; i++) {
        w.site.clockMs += 2 * 86_400_000;
        await sweepUploads(w.desk(), w.site.store, marginMs);
      }
      assertBlobsWhole(w);
      const named = w.site.query<{ key: string }>("select storage_key as key from blobs union select storage_key from trash");
      expect([...w.site.objects.keys()].toSorted()).toEqual(
        named
          .map((row) => row.key)
          .filter((key) => w.site.objects.has(key))
          .toSorted(),
      );
      expect(w.site.records.nextDueMs({ marginMs, finishedMs: 3_600_000 })).toBeNull();
    }),
    { numRuns: runs },
  );
});

it("a wrong digest while an earlier finish is unclear deletes nothing that the earlier batch may yet name", async () => {
  const w = world();
  const [id = ""] = w.sessions;
  const drain = async (steps: Steps) => {
    while (!(await steps.next()).done);
  };
  await drain(append(w, id, "alpha"));
  const late = close(w, id, "alpha", "late");
  // Up to the time-out; the batch is still on its way.
  for (let i = 0; i < 4; i++) await late.next();
  await drain(close(w, id, "beta", "told"));
  await sweepUploads(w.desk(), w.site.store, marginMs);
  await drain(late);
  expect(w.site.query("select 1 from blobs")).toHaveLength(1);
  assertBlobsWhole(w);
});

it("a wrong digest alone deletes its object at once", async () => {
  const w = world();
  const [id = ""] = w.sessions;
  for (const steps of [append(w, id, "alpha"), close(w, id, "beta", "told")]) while (!(await steps.next()).done);
  expect(w.site.objects.size).toBe(1);
  await sweepUploads(w.desk(), w.site.store, marginMs);
  expect(w.site.objects.size).toBe(0);
});

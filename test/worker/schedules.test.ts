/** Schedules: what is due begins once, whatever the clocks say. */
import { describe, expect, it } from "vitest";
import type { Context } from "../../worker/domain/context.ts";
import { nextTimes } from "../../worker/domain/jobs/cron.ts";
import { correctSchedules, startDue } from "../../worker/domain/jobs/start-due.ts";
import { siteContext } from "../../worker/http/site-context.ts";
import { setSchedule } from "../../worker/store/schedules.ts";
import { bindings, fresh, query } from "./support/site.ts";

const ctx: Context = { ...siteContext(bindings, "schedules-test", () => {}), actor: { kind: "system" } };

describe("schedules", () => {
  it("what is due starts once, however many look, and is due again later", async () => {
    const kind = fresh("kind");
    await ctx.commit([setSchedule({ kind, vendorId: 7, type: "Hourly", cron: "0 0 * * * *", parameters: "{}", nextAt: 1 })]);
    await Promise.all(Array.from({ length: 4 }, () => startDue(ctx)));
    expect(await query('select "trigger" from executions where kind = ?', kind)).toEqual([{ trigger: "SCHEDULE" }]);
    const [schedule] = await query<{ next: number }>("select next_at as next from schedules where kind = ?", kind);
    expect(schedule?.next).toBeGreaterThan(Date.now());
    expect((schedule?.next ?? 0) % 3_600_000).toBe(0);
    await startDue(ctx);
    expect(await query("select id from executions where kind = ?", kind)).toHaveLength(1);
    await query("delete from schedules where kind = ?", kind);
  });

  it("what is due by the database's clock starts once, also where this one is behind it", async () => {
    const kind = fresh("kind");
    const due = Math.floor(Date.now() / 60_000) * 60_000;
    await ctx.commit([setSchedule({ kind, vendorId: 0, type: "Custom", cron: "0 * * * * *", parameters: "{}", nextAt: due })]);
    await startDue({ ...ctx, now: () => due - 5 });
    expect(await query("select next_at - ? as later from schedules where kind = ?", due, kind)).toEqual([{ later: 60_000 }]);
    await query("delete from schedules where kind = ?", kind);
  });

  it("what was noted while the clock was years ahead is noted anew; what is far away by its cron stays", async () => {
    const [stuck, yearly] = [fresh("stuck"), fresh("yearly")];
    const yearMs = 31_536_000_000;
    const [, next = 0] = nextTimes("0 0 0 1 1 *", Date.now(), 2) ?? [];
    await ctx.commit([
      setSchedule({ kind: stuck, vendorId: 0, type: "Hourly", cron: "0 0 * * * *", parameters: "{}", nextAt: Date.now() + 10 * yearMs }),
      setSchedule({ kind: yearly, vendorId: 0, type: "Custom", cron: "0 0 0 1 1 *", parameters: "{}", nextAt: next }),
    ]);
    await Promise.all([correctSchedules(ctx), correctSchedules(ctx)]);
    const nextOf = async (kind: string) => (await query<{ at: number }>("select next_at as at from schedules where kind = ?", kind))[0]?.at;
    expect([nextTimes("0 0 * * * *", Date.now(), 1)?.[0], nextTimes("0 0 * * * *", Date.now() - 60_000, 1)?.[0]]).toContain(
      await nextOf(stuck),
    );
    expect(await nextOf(yearly)).toBe(nextTimes("0 0 0 1 1 *", Date.now(), 1)?.[0]);
    await correctSchedules(ctx);
    expect(await nextOf(yearly)).toBe(nextTimes("0 0 0 1 1 *", Date.now(), 1)?.[0]);
    expect(await query("select id from executions where kind in (?, ?)", stuck, yearly)).toEqual([]);
    await query("delete from schedules where kind in (?, ?)", stuck, yearly);
  });

  it.each<[string, string[] | null]>([
    ["0 30 2 * * *", ["2026-11-25T02:30:00.000Z", "2026-11-26T02:30:00.000Z"]],
    ["0 0 0 1 * ?", ["2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"]],
    ["0 0 0 * * 0", ["2026-11-29T00:00:00.000Z", "2026-12-06T00:00:00.000Z"]],
    ["0 0 0 13 * 5", ["2026-11-27T00:00:00.000Z", "2026-12-04T00:00:00.000Z"]],
    ["0 20/30 * * * *", ["2026-11-24T12:20:00.000Z", "2026-11-24T12:50:00.000Z"]],
    ["0 0 1,15/4 ? NOV-DEC MON-WED", ["2026-11-24T15:00:00.000Z", "2026-11-24T19:00:00.000Z"]],
    ["0 0 0 1/20 * *", ["2026-12-01T00:00:00.000Z", "2026-12-21T00:00:00.000Z"]],
    ["* * * * *", null],
    ["0 70/5 * * * *", null],
    ["0 61 * * * *", null],
    ["every day", null],
  ])("cron %j", (expression, times) => {
    const found = nextTimes(expression, Date.parse("2026-11-24T12:00:00Z"), 2);
    expect(found?.map((time) => new Date(time).toISOString()) ?? null).toEqual(times);
  });
});

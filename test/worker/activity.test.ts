/** Pushes and pulls by day, counted by triggers. */
import { expect, it } from "vitest";
import { countingStore } from "./support/counting-store.ts";
import { api } from "./support/harbor.ts";
import { admin, call, callJson, createProject, fresh, pushImage, query, until } from "./support/site.ts";
import { listActivity } from "../../worker/store/statistics.ts";

interface Day {
  readonly date: string;
  readonly pushes: number;
  readonly pulls: number;
}

const dayMs = 86_400_000;
const today = () => Math.floor(Date.now() / dayMs);

async function activity(days: number): Promise<Day[]> {
  const answer = await callJson(admin, "GET", `${api}/statistics/activity?days=${days}`);
  expect(answer.status).toBe(200);
  return answer.json();
}

async function lastDays(): Promise<Pick<Day, "pushes" | "pulls">> {
  // Two of them: the day may end in the middle of the test.
  const days = await activity(2);
  const sum = (key: "pushes" | "pulls") => days.reduce((total, day) => total + day[key], 0);
  return { pushes: sum("pushes"), pulls: sum("pulls") };
}

/** Pulls of tests before this one may come late: what is counted by day grows by as much as what is counted by artifact. */
async function gap(): Promise<number> {
  const [row] = await query<{ gap: number }>("select (select sum(pulls) from activity) - (select sum(pull_count) from artifacts) as gap");
  return row?.gap ?? 0;
}

async function pulled(repository: string): Promise<number> {
  const [row] = await query<{ total: number }>(
    `select sum(a.pull_count) as total from artifacts a join repositories r on r.id = a.repository_id join projects p on p.id = r.project_id
      where p.name || '/' || r.name = ?`,
    repository,
  );
  return row?.total ?? 0;
}

it("counts each tag that is pushed and each pull", async () => {
  const { name } = await createProject();
  const [before, gapBefore] = [await lastDays(), await gap()];
  await pushImage(admin, `${name}/app`, "1", fresh("image"));
  await pushImage(admin, `${name}/app`, "2", fresh("image"));
  for (let i = 0; i < 3; i += 1) await call(admin, "GET", `/v2/${name}/app/manifests/1`);
  await until("the pulls are counted", async () => (await pulled(`${name}/app`)) === 3);
  const after = await lastDays();
  expect(after.pushes).toBe(before.pushes + 2);
  expect(await gap()).toBe(gapBefore);
  expect(after.pulls).toBeGreaterThanOrEqual(before.pulls + 3);
});

it("has every day, oldest first, also those on which nothing happened", async () => {
  await query("insert into activity (day, pushes, pulls) values (?, 4, 9) on conflict do nothing", today() - 3);
  const days = await activity(7);
  expect(days).toHaveLength(7);
  const dates = days.map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted());
  expect(days.filter(({ pushes }) => pushes === 4)).toMatchObject([{ pushes: 4, pulls: 9 }]);
  expect(days[0]).toMatchObject({ pushes: 0, pulls: 0 });
});

it("422: more days than a year", async () => {
  for (const days of ["0", "367", "x"]) {
    expect((await callJson(admin, "GET", `${api}/statistics/activity?days=${days}`)).status).toBe(422);
  }
});

it("reads no more rows than there are days, however old the site is", async () => {
  await query(`insert into activity (day, pushes, pulls)
    with recursive n (day) as (select ${today() - 3000} union all select day + 1 from n where day < ${today() - 400}) select day, 1, 1 from n`);
  await query(`insert into activity (day, pushes, pulls)
    with recursive n (day) as (select ${today() - 29} union all select day + 1 from n where day < ${today()}) select day, 1, 1 from n
    where true on conflict do nothing`);
  const { store, rowsRead } = countingStore();
  expect(await listActivity(store, today() - 29)).toHaveLength(30);
  expect(rowsRead()).toBe(30);
});

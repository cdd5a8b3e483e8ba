import { screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { cronProblem, nextTimes, withSeconds } from "../../ui/src/components/cron-expression.ts";
import { CronInput } from "../../ui/src/components/cron-input.tsx";
import { show } from "./support/show.tsx";

/** Of a list that unfolds: jsdom does not see it unfold. */
const option = (name: string) => screen.findByRole("option", { name, hidden: true });

const now = new Date("2026-11-25T10:30:00Z");

describe("an expression", () => {
  it.each([
    ["0 0 3 * * *", null],
    ["0 */15 8-17 ? * MON-FRI", null],
    ["  0  0  3  *  *  *  ", null],
    ["0 0/30 * * * ?", null],
    ["0 70/5 * * * *", { kind: "field", field: "minute", text: "70/5" }],
    ["0 3 * * *", { kind: "count", given: 5 }],
    ["", { kind: "count", given: 0 }],
    ["0 61 * * * *", { kind: "field", field: "minute", text: "61" }],
    ["0 0 25 * * *", { kind: "field", field: "hour", text: "25" }],
    ["0 0 0 * * NOD", { kind: "field", field: "weekday", text: "NOD" }],
    ["30 0 3 * * *", { kind: "seconds" }],
    ["* * * * * *", { kind: "seconds" }],
    ["0 0 0 31 2 *", { kind: "never" }],
  ])("%j has the problem %j", (expression, problem) => {
    expect(cronProblem(expression, now)).toEqual(problem);
  });

  it("is due in UTC, seconds first", () => {
    const times = nextTimes("0 15 3 * * *", 3, now).map((time) => time.toISOString());
    expect(times).toEqual(["2026-11-26T03:15:00.000Z", "2026-11-27T03:15:00.000Z", "2026-11-28T03:15:00.000Z"]);
    expect(nextTimes("nonsense", 3, now)).toEqual([]);
  });

  it("of five fields was meant without seconds", () => {
    expect(withSeconds("*/5 * * * *")).toBe("0 */5 * * * *");
    expect(withSeconds("99 * * * *")).toBeNull();
    expect(withSeconds("0 0 3 * * *")).toBeNull();
  });
});

function Form({ initial, allowNone = true }: { readonly initial: string; readonly allowNone?: boolean }) {
  const [cron, setCron] = useState(initial);
  return (
    <>
      <CronInput value={cron} onChange={setCron} label="Schedule" allowNone={allowNone} />
      <output>{cron}</output>
    </>
  );
}

const given = () => screen.getByRole("status").textContent;
const expression = () => screen.getByRole("textbox", { name: "Cron expression" });

it("a usual time is chosen by name, and said in words with the next three times", async () => {
  const { user } = await show(<Form initial="" />);
  expect(screen.getByText("It happens only when somebody starts it.")).toBeTruthy();
  await user.click(screen.getByRole("combobox", { name: "Schedule" }));
  await user.click(await option("Every week"));
  expect(given()).toBe("0 0 0 * * 0");
  expect(screen.getByText("At 00:00, only on Sunday (UTC)")).toBeTruthy();
  expect(screen.getByText(/^Next: /).textContent.split(" · ")).toHaveLength(3);
});

it("an expression of one's own begins with the one of before, and is read as it is typed", async () => {
  const { user } = await show(<Form initial="0 0 * * * *" />);
  await user.click(screen.getByRole("combobox", { name: "Schedule" }));
  await user.click(await option("Custom"));
  expect(expression()).toHaveProperty("value", "0 0 * * * *");
  await user.clear(expression());
  await user.type(expression(), "0 30 2 * * 1-5");
  expect(given()).toBe("0 30 2 * * 1-5");
  expect(screen.getByText("At 02:30, Monday through Friday (UTC)")).toBeTruthy();
});

it("what is wrong is said where it stands, and five fields are mended by a click", async () => {
  const { user } = await show(<Form initial="0 0 25 * * *" />);
  expect(screen.getByText(/^The hour cannot be 25: /)).toBeTruthy();
  expect(screen.queryByText(/^Next: /)).toBeNull();
  await user.clear(expression());
  await user.type(expression(), "30 2 * * *");
  expect(screen.getByText(/^Six fields are needed: .* 5 were given\.$/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Use 0 30 2 * * *" }));
  expect(given()).toBe("0 30 2 * * *");
  expect(screen.getByText("At 02:30 (UTC)")).toBeTruthy();
});

it("without the choice of none there is none to choose", async () => {
  const { user } = await show(<Form initial="0 0 * * * *" allowNone={false} />);
  await user.click(screen.getByRole("combobox", { name: "Schedule" }));
  expect((await screen.findAllByRole("option", { hidden: true })).map(({ textContent }) => textContent)).toEqual([
    "Every hour",
    "Every day",
    "Every week",
    "Custom",
  ]);
});

it("speaks German", async () => {
  await show(<Form initial="0 30 2 * * 1-5" />, { language: "de" });
  expect(screen.getByText("Um 02:30, Montag bis Freitag (UTC)")).toBeTruthy();
  expect(screen.getByText(/^Als Nächstes: /)).toBeTruthy();
});

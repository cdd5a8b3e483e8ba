import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { NewPassword } from "../../ui/src/components/new-password.tsx";
import { generatedPassword, isGoodPassword } from "../../ui/src/components/password-rule.ts";
import { passwordProblem } from "../../worker/domain/users/password-rule.ts";
import { show } from "./support/show.tsx";

it.each(["", "short1A", "longenough1", "LONGENOUGH1", "LongEnough", "LongEnough1", `Aa1${"x".repeat(125)}`, `Aa1${"x".repeat(126)}`])(
  "%j is judged as the API judges it",
  (password) => {
    expect(isGoodPassword(password)).toBe(passwordProblem(password) === null);
  },
);

it("those that it makes are good, and no two are the same", () => {
  const made = Array.from({ length: 200 }, generatedPassword);
  expect(made.filter((password) => passwordProblem(password) === null)).toHaveLength(200);
  expect(new Set(made).size).toBe(200);
});

it("says while it is typed what is there and what is missing", async () => {
  const { user } = await show(<NewPassword label="Password" />);
  const said = () => screen.getAllByRole("listitem").map((rule) => rule.textContent);
  expect(said()).toEqual([
    "8 to 128 characters (missing)",
    "an upper-case letter (missing)",
    "a lower-case letter (missing)",
    "a digit (missing)",
  ]);
  await user.type(screen.getByLabelText(/^Password/), "abc1");
  expect(said()).toEqual([
    "8 to 128 characters (missing)",
    "an upper-case letter (missing)",
    "a lower-case letter (there)",
    "a digit (there)",
  ]);
});

it("one that it makes is shown, can be copied, and is what the form gets", async () => {
  const onChange = vi.fn();
  const { user } = await show(<NewPassword label="Password" onChange={onChange} />);
  const input = screen.getByLabelText<HTMLInputElement>(/^Password/);
  expect(input.type).toBe("password");
  await user.click(screen.getByRole("button", { name: "Generate" }));
  expect(input.type).toBe("text");
  expect(isGoodPassword(input.value)).toBe(true);
  expect(onChange).toHaveBeenLastCalledWith(input.value);
  await user.click(screen.getByRole("button", { name: "Copy: Password" }));
  expect(await navigator.clipboard.readText()).toBe(input.value);
});

import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { User } from "../../ui/src/api/types.ts";
import { ChangeOwnPassword } from "../../ui/src/features/password/change-own-password.tsx";
import { answerRequests, refusal } from "./support/requests.ts";
import { show } from "./support/show.tsx";

it("a wrong current password is said at its field, which is chosen, and the others stay", async () => {
  answerRequests(() => refusal(403, "FORBIDDEN", "the old password is not right"));
  const { user } = await show(<ChangeOwnPassword user={{ user_id: 3, username: "ada" } as User} />);
  const field = (label: RegExp) => screen.getByLabelText<HTMLInputElement>(label, { selector: "input" });
  await user.type(field(/^Current password/), "Wrong12345");
  await user.type(field(/^New password(?! again)/), "Harbour12345");
  await user.type(field(/^New password again/), "Harbour12345");
  await user.click(screen.getByRole("button", { name: "Change the password" }));
  await screen.findByText("This is not the current password.");
  expect(document.activeElement).toBe(field(/^Current password/));
  expect(field(/^New password again/).value).toBe("Harbour12345");
  expect(screen.queryByRole("alert")).toBeNull();
});

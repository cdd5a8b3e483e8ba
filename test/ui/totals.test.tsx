import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { User } from "../../ui/src/api/types.ts";
import { Totals } from "../../ui/src/features/home/totals.tsx";
import { answerRequests } from "./support/requests.ts";
import { show } from "./support/show.tsx";

const own = { private_project_count: 1, private_repo_count: 3, public_project_count: 5, public_repo_count: 4 };
const site = { ...own, total_project_count: 90, total_repo_count: 700, total_storage_consumption: 2048 };

async function totalsOf(isAdministrator: boolean) {
  const user = { username: "ada", sysadmin_flag: isAdministrator } as User;
  answerRequests(({ path }) => Response.json(path.endsWith("/users/current") ? user : isAdministrator ? site : own));
  await show(<Totals />);
  await screen.findByText(isAdministrator ? "90" : "6");
}

it("of the whole site for its administrators", async () => {
  await totalsOf(true);
  expect(screen.getByText("700")).toBeTruthy();
  expect(screen.getByText("Storage")).toBeTruthy();
});

it("of what they may see for all others, to whom the site does not say how much is stored", async () => {
  await totalsOf(false);
  expect(screen.getByText("7")).toBeTruthy();
  expect(screen.queryByText("Storage")).toBeNull();
});

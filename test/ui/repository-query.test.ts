import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { repositoryQuery } from "../../ui/src/features/repositories/queries.ts";
import { answerRequests, refusal } from "./support/requests.ts";

const found = { name: "open/team/app", artifact_count: 1 };

function ask() {
  return new QueryClient({ defaultOptions: { queries: { retry: false } } }).fetchQuery(repositoryQuery("open", "team/app"));
}

it.each([401, 403])("a visitor of a public project, refused with %d, has the repository from the list", async (status) => {
  const requests = answerRequests(({ path }) => (path.includes("?") ? Response.json([found]) : refusal(status, "FORBIDDEN", "forbidden")));
  await expect(ask()).resolves.toEqual(found);
  expect(requests.map(({ path }) => path)).toEqual([
    "/api/v2.0/projects/open/repositories/team%252Fapp",
    "/api/v2.0/projects/open/repositories?q=name%3Dopen%252Fteam%252Fapp&page_size=1",
  ]);
});

it("what the list does not hold is not there", async () => {
  answerRequests(({ path }) => (path.includes("?") ? Response.json([]) : refusal(403, "FORBIDDEN", "forbidden")));
  await expect(ask()).rejects.toMatchObject({ status: 404 });
});

it("an answer of its own is enough, and so is a failure that is no refusal", async () => {
  const requests = answerRequests(() => Response.json(found));
  await expect(ask()).resolves.toEqual(found);
  expect(requests.length).toBe(1);
  const others = answerRequests(() => refusal(404, "NOT_FOUND", "repository not found"));
  await expect(ask()).rejects.toMatchObject({ status: 404, message: "repository not found" });
  expect(others.length).toBe(1);
});

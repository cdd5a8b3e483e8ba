import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { projectsQuery } from "../../ui/src/features/projects/queries.ts";
import { findProjects, robotsQuery } from "../../ui/src/features/robots/queries.ts";
import { answerRequests } from "./support/requests.ts";

/** `q` as the API has it before it unescapes it once more. */
async function asked(ask: (client: QueryClient) => Promise<unknown>): Promise<string | null> {
  const requests = answerRequests(() => Response.json([]));
  await ask(new QueryClient());
  return new URL(requests[0]?.path ?? "", "https://site.example").searchParams.get("q");
}

// A comma would end the term, and a percent sign begin an escape: the API refuses what is left.
const typed = "a,50%";
const term = "name=~a%2050%25";

it("what is typed into a filter is one term of q, whatever it holds", async () => {
  await expect(asked((client) => client.fetchQuery(projectsQuery({ q: typed })))).resolves.toBe(term);
  await expect(asked(() => findProjects(typed, AbortSignal.timeout(10_000)))).resolves.toBe(term);
  await expect(asked((client) => client.fetchQuery(robotsQuery(null, { q: typed })))).resolves.toBe(`Level=system,${term}`);
});

it("an empty filter asks for all", async () => {
  await expect(asked((client) => client.fetchQuery(projectsQuery({})))).resolves.toBeNull();
  await expect(asked((client) => client.fetchQuery(robotsQuery(7, { q: " , " })))).resolves.toBe("Level=project,ProjectID=7");
});

import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { noteSignedIn } from "../../ui/src/api/session-end.ts";
import { ProjectGate } from "../../ui/src/features/projects/project-gate.tsx";
import { answerRequests } from "./support/requests.ts";
import { show } from "./support/show.tsx";

const needs = vi.hoisted(() => ({ right: "" }));
vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<object>()),
  // The page that is asked for, which the parts shown here do not have.
  useMatches: () => [{ staticData: { needs: needs.right } }],
  Outlet: () => "the page",
}));

let isSignedIn = true;

beforeEach(() => {
  isSignedIn = true;
  const right = (text: string) => ({ resource: text.split(":")[0], action: text.split(":")[1] });
  const answers: Readonly<Record<string, unknown>> = {
    "/projects/harbour": { project_id: 3, name: "harbour", metadata: { public: "true" } },
    "/users/current/permissions": [right("repository:pull")],
    "/roles": [
      { role_id: 1, role_name: "projectAdmin", permissions: [right("log:list"), right("member:create")] },
      { role_id: 3, role_name: "guest", permissions: [right("repository:pull")] },
      { role_id: 900, role_name: "auditor", permissions: [right("log:list")] },
    ],
  };
  answerRequests(({ path }) => {
    const name = path.replace("/api/v2.0", "").split("?")[0] ?? "";
    if (name === "/users/current")
      return isSignedIn ? Response.json({ user_id: 2, username: "anna" }) : new Response(null, { status: 401 });
    return Response.json(answers[name]);
  });
});

const open = (right: string, language: "en" | "de" = "en") => {
  needs.right = right;
  return show(<ProjectGate />, { at: "/projects/harbour", route: "/projects/$project", language });
};

it("shows the page to whose role reaches it", async () => {
  await open("repository:pull");
  expect(await screen.findByText("the page")).toBeTruthy();
});

it("names the roles that hold the right, those that the site added among them", async () => {
  await open("log:list");
  expect(await screen.findByText(/Project admin, auditor/)).toBeTruthy();
  expect(screen.queryByText("the page")).toBeNull();
});

it("names them in German", async () => {
  await open("member:create", "de");
  expect(await screen.findByText(/Projektadministrator/)).toBeTruthy();
});

it("asks nobody in particular to sign in first", async () => {
  isSignedIn = false;
  noteSignedIn(false);
  await open("log:list");
  expect(await screen.findByRole("link", { name: "Sign in" })).toHaveProperty("href", expect.stringContaining("/sign-in?to="));
});

import { screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { request } from "../../ui/src/api/client.ts";
import { currentUserQuery } from "../../ui/src/api/session.ts";
import { answerSignIn, noteSignedIn, sessionEnd } from "../../ui/src/api/session-end.ts";
import type { User } from "../../ui/src/api/types.ts";
import { SessionEnd } from "../../ui/src/features/sign-in/session-end.tsx";
import { answerRequests, refusal } from "./support/requests.ts";
import { show } from "./support/show.tsx";

afterEach(() => answerSignIn(false));

function NameForm() {
  const [outcome, setOutcome] = useState("");
  const save = async (name: unknown) => {
    const { data } = await request<string>("POST", "/projects", { body: { name } }).catch((error: Error) => ({ data: error.message }));
    setOutcome(data);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormData(event.currentTarget).get("name"));
      }}
    >
      <input aria-label="Name of the project" name="name" />
      <output>{outcome}</output>
    </form>
  );
}

/** A form of somebody whose session ends before it is sent. */
async function endedSession() {
  let isOver = true;
  const requests = answerRequests(({ path, body }) => {
    if (path === "/c/login") {
      if (!String(body).includes("password=Right")) return refusal(401, "UNAUTHORIZED", "");
      isOver = false;
      return new Response("");
    }
    return isOver ? refusal(401, "UNAUTHORIZED", "no session") : Response.json("made");
  });
  noteSignedIn(true);
  const shown = await show(
    <>
      <NameForm />
      <SessionEnd />
    </>,
  );
  shown.queryClient.setQueryData(currentUserQuery.queryKey, { username: "ada" } as User);
  await shown.user.type(screen.getByLabelText("Name of the project"), "harbour{Enter}");
  const dialog = await screen.findByRole("dialog", { name: "Your session has ended" });
  return { ...shown, requests, dialog, password: await within(dialog).findByLabelText("Password") };
}

const made = { method: "POST", path: "/api/v2.0/projects", body: { name: "harbour" } };

it("the form keeps its content, and what it was sending arrives after the person has signed in again", async () => {
  const { user, dialog, password, requests } = await endedSession();
  expect(within(dialog).getByLabelText("User name")).toHaveProperty("value", "ada");
  await user.type(password, "Wrong{Enter}");
  await within(dialog).findByRole("alert");
  await user.clear(password);
  await user.type(password, "Right{Enter}");
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("made"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByLabelText("Name of the project")).toHaveProperty("value", "harbour");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Name of the project")));
  expect(requests.filter(({ path }) => path !== "/c/login")).toEqual([made, made]);
});

it("two requests that notice at once ask once", async () => {
  const { user, password, requests } = await endedSession();
  const other = request("GET", "/labels");
  await waitFor(() => expect(requests.length).toBe(2));
  expect(screen.getAllByRole("dialog").length).toBe(1);
  await user.type(password, "Right{Enter}");
  expect((await other).data).toBe("made");
});

it("nobody is asked for a password who never gave one", async () => {
  answerRequests(() => refusal(401, "UNAUTHORIZED", "sign in first"));
  noteSignedIn(false);
  await show(<SessionEnd />);
  await expect(request("GET", "/labels")).rejects.toMatchObject({ status: 401 });
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("Escape does not lose the form", async () => {
  const { user } = await endedSession();
  await user.keyboard("{Escape}");
  expect(screen.getByRole("dialog", { name: "Your session has ended" })).toBeTruthy();
  expect(sessionEnd.isAsking()).toBe(true);
});

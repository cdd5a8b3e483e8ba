import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { SignInForm } from "../../ui/src/features/sign-in/sign-in-form.tsx";
import { answerRequests, refusal } from "./support/requests.ts";
import { show, type ShowOptions } from "./support/show.tsx";

async function signIn(answer: () => Response, options: ShowOptions = {}) {
  const requests = answerRequests(answer);
  const onSignedIn = vi.fn();
  const shown = await show(<SignInForm onSignedIn={onSignedIn} />, options);
  await shown.user.type(document.querySelector("[name=principal]") as Element, "ada");
  await shown.user.type(document.querySelector("[name=password]") as Element, "Secret+1{Enter}");
  return { ...shown, requests, onSignedIn };
}

it("sends name and password, and says who has come", async () => {
  const { requests, onSignedIn } = await signIn(() => new Response(""));
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledExactlyOnceWith("ada"));
  expect(requests).toEqual([{ method: "POST", path: "/c/login", body: "principal=ada&password=Secret%2B1" }]);
});

it.each([
  [401, "UNAUTHORIZED", "en", "Name or password is not right."],
  [401, "UNAUTHORIZED", "de", "Name oder Passwort stimmt nicht."],
  [429, "TOO_MANY_REQUESTS", "en", "Too many attempts. Wait a little, then try again."],
  [503, "UNAVAILABLE", "en", "The directory cannot be asked at the moment. Local accounts can sign in."],
] as const)("%d %s is explained (%s), and what was entered stays", async (status, code, language, text) => {
  const { onSignedIn } = await signIn(() => refusal(status, code, "in the API's words"), { language });
  expect((await screen.findByRole("alert")).textContent).toBe(text);
  expect(onSignedIn).not.toHaveBeenCalled();
  expect(document.querySelector("[name=principal]")).toHaveProperty("value", "ada");
  expect(document.querySelector("[name=password]")).toHaveProperty("value", "Secret+1");
});

it("a site that does not answer is told from a wrong password", async () => {
  await signIn(() => {
    throw new TypeError("Failed to fetch");
  });
  expect((await screen.findByRole("alert")).textContent).toBe("The site does not answer. Check the connection and try again.");
});

it("the first refusal of a browser that is new here brings the token that the second attempt needs", async () => {
  let attempts = 0;
  const { onSignedIn, requests } = await signIn(() => {
    attempts += 1;
    return attempts === 1 ? refusal(403, "FORBIDDEN", "CSRF token not found in request") : new Response("");
  });
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  expect(requests.length).toBe(2);
});

it("after a wrong password another one may be tried", async () => {
  let attempts = 0;
  const { user, onSignedIn } = await signIn(() => {
    attempts += 1;
    return attempts === 1 ? refusal(401, "UNAUTHORIZED", "") : new Response("");
  });
  await screen.findByRole("alert");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  expect(screen.queryByRole("alert")).toBeNull();
});

import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ApiError } from "../../ui/src/api/errors.ts";
import { ErrorMessage } from "../../ui/src/components/error-message.tsx";
import type { Language } from "../../ui/src/i18n/language.tsx";
import { show } from "./support/show.tsx";

const later = "Warten Sie einen Augenblick, und versuchen Sie es noch einmal.";

it.each<[Language, number, string, string[]]>([
  ["en", 403, "forbidden", ["This is not for your account"]],
  ["en", 409, "the label exists", ["This did not work", "The label exists"]],
  // The API speaks English: a German page says whose words these are.
  ["de", 409, "the label exists", ["Das hat nicht geklappt", "Die Site meldet: „the label exists“"]],
  ["de", 404, "", ["Hier ist nichts", "Vielleicht wurde es gelöscht oder umbenannt, oder die Adresse hat einen Fehler."]],
  ["de", 429, "too many requests; try again later", ["Die Site kann das gerade nicht", later]],
  ["de", 503, "busy; try again in a moment", ["Die Site kann das gerade nicht", later]],
  ["en", 503, "busy; try again in a moment", ["The site cannot do this right now", "Wait a moment, then try again."]],
  ["en", 500, "internal server error", ["Something broke", "Try again. If it happens again, tell an administrator."]],
])("in %s, %d with %j is said in the person's words", async (language, status, message, said) => {
  await show(<ErrorMessage error={new ApiError({ status, code: "FORBIDDEN", message })} />, { language });
  for (const text of said) expect(screen.getByRole("alert").textContent).toContain(text);
});

it("a full quota is not laid to the account of whoever meets it", async () => {
  const message = "the storage quota of the project would be exceeded";
  await show(<ErrorMessage error={new ApiError({ status: 403, code: "DENIED", message })} />);
  expect(screen.getByRole("alert").textContent).toBe("This did not workThe storage quota of the project would be exceeded");
});

import { expect, it } from "vitest";
import { destination } from "../../ui/src/features/sign-in/destination.ts";

const origin = "https://registry.example";
const after = (to: string) => destination({ origin, search: `?${new URLSearchParams({ to }).toString()}` });

it.each([
  ["/projects/team?q=a#b", "/projects/team?q=a#b"],
  ["projects", "/projects"],
  [`${origin}/users`, "/users"],
  ["/projects?to=//other.example", "/projects?to=//other.example"],
])("leads to %s", (to, path) => {
  expect(after(to)).toBe(`${origin}${path}`);
});

it.each([
  "//other.example",
  "\\\\other.example",
  "/\\other.example",
  "https:other.example/..//x",
  "https://other.example/",
  "https://registry.example@other.example/",
  "https://registry.example.other.example/",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://",
  "/sign-in?to=/sign-in",
  "",
])("leads nowhere else by %s", (to) => {
  expect(new URL(after(to)).origin).toBe(origin);
});

it.each(["/.//other.example", "/x/..//other.example", `${origin}//other.example`])(
  "a path that begins with two slashes stays here: %s",
  (to) => {
    // What the browser makes of it, wherever it is opened.
    expect(new URL(after(to), origin).origin).toBe(origin);
  },
);

it("leads to the first page from the sign-in page alone", () => {
  expect(destination({ origin, search: "" })).toBe(`${origin}/`);
  expect(after("http://")).toBe(`${origin}/`);
  expect(after("/sign-in")).toBe(`${origin}/`);
});

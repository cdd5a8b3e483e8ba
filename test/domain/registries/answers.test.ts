import { describe, expect, it, vi } from "vitest";
import { remoteRefusal } from "../../../worker/domain/registries/answers.ts";
import { isPassing } from "../../../worker/domain/registries/remote-error.ts";

const url = new URL("https://r.example.com/v2/");

async function refusal(status: number, headers: Record<string, string> = {}, body = "") {
  return remoteRefusal(new Response(body, { status, headers }), url);
}

describe("Retry-After", () => {
  it.each([
    ["7", 7000],
    ["0", 0],
    ["86400", 600_000],
    ["soon", null],
    ["-5", 0],
  ])("%s", async (header, ms) => {
    expect((await refusal(429, { "Retry-After": header })).retryAfterMs).toBe(ms);
  });

  it("is null when it is not given", async () => {
    expect((await refusal(429)).retryAfterMs).toBeNull();
  });

  it("may be a date; one that has passed is now", async () => {
    vi.useFakeTimers({ now: Date.parse("2026-11-25T12:00:00Z") });
    try {
      expect((await refusal(503, { "Retry-After": "Wed, 25 Nov 2026 12:00:30 GMT" })).retryAfterMs).toBe(30_000);
      expect((await refusal(503, { "Retry-After": "Wed, 25 Nov 2026 11:00:00 GMT" })).retryAfterMs).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

it.each([
  [400, "refused", false],
  [401, "unauthorized", false],
  [403, "refused", false],
  [404, "absent", false],
  [408, "damaged", true],
  [412, "refused", false],
  [429, "busy", true],
  [500, "failed", true],
  [502, "failed", true],
  [503, "busy", true],
] as const)("%i is %s", async (status, fault, passes) => {
  const error = await refusal(status);
  expect([error.fault, isPassing(error)]).toEqual([fault, passes]);
  expect(error.message).toContain(`r.example.com answered ${status}`);
});

describe("what the other side said", () => {
  const errors = (...list: object[]) => JSON.stringify({ errors: list });

  it.each([
    [errors({ code: "DENIED", message: "quota" }), ": DENIED quota"],
    [errors({ code: "A" }, { message: "b" }), ": A; b"],
    ["a text", ": a text"],
    ["<html>a proxy's page</html>", ""],
    ["", ""],
    [JSON.stringify({ other: 1 }), ': {"other":1}'],
    ["x".repeat(2000), `: ${"x".repeat(500)}`],
  ])("%s", async (body, said) => {
    expect((await refusal(418, {}, body)).message).toBe(`r.example.com answered 418${said}`);
  });

  it("more than it may be is not read", async () => {
    expect((await refusal(500, {}, "x".repeat(70_000))).message).toBe("r.example.com answered 500");
  });
});

import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../ui/src/api/types.ts";
import { AuditLog } from "../../ui/src/features/audit/audit-log.tsx";
import { auditQ, auditSearch } from "../../ui/src/features/audit/audit-search.ts";
import { csvOf, exportedMax, fetchEntries } from "../../ui/src/features/audit/export.ts";
import { answerRequests } from "./support/requests.ts";
import { show } from "./support/show.tsx";

const entry = (id: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  username: "alice",
  resource: `shop/web:v${id}`,
  resource_type: "artifact",
  operation: "create",
  op_time: "2026-11-25T10:00:00.000Z",
  operation_description: "",
  operation_result: true,
  ...more,
});

function page(entries: readonly AuditEntry[], total = entries.length): Response {
  return Response.json(entries, { headers: { "X-Total-Count": String(total) } });
}

describe("a filter", () => {
  const now = new Date("2026-11-25T12:00:00Z");

  it("is read from the address, and what is none is left out", () => {
    const address = { since: "7d", user: 42, operation: "", result: "maybe", entry: 3, page: 2, other: 1 };
    expect(auditSearch(address)).toEqual({ since: "7d", user: "42", entry: 3, page: 2 });
    expect(auditSearch({ from: "2026-11-01", to: "2026-11-02" })).toEqual({ from: "2026-11-01", to: "2026-11-02" });
    expect(auditSearch({ from: "2026-11-01" })).toEqual({});
    expect(auditSearch({ since: "7d", from: "2026-11-01", to: "2026-11-02" })).toEqual({ since: "7d" });
  });

  it("is said in the API's words", () => {
    expect(auditQ({}, now)).toBeUndefined();
    const all = auditQ({ since: "1h", user: "a,b%", operation: "create", type: "tag", resource: "shop/", result: "refused" }, now);
    expect(all?.split(",")).toEqual([
      "op_time=[2026-11-25T11:00:00.000Z~]",
      "username=~a%20b%25",
      "operation=create",
      "resource_type=tag",
      "resource=~shop%2F",
      "operation_result=false",
    ]);
  });

  it("of days takes both of them in, in the time zone of the person, and nothing newer than the export", () => {
    const [from, to] = [new Date("2026-11-01T00:00:00"), new Date("2026-11-02T23:59:59.999")].map((time) => time.toISOString());
    const days = { from: "2026-11-01", to: "2026-11-02" };
    expect(auditQ(days, now)).toBe(`op_time=[${from}~${to}]`);
    expect(auditQ(days, now, now)).toBe(`op_time=[${from}~${to}]`);
    expect(auditQ({ from: "2026-11-01", to: "2027-01-01" }, now, now)).toBe(`op_time=[${from}~${now.toISOString()}]`);
    expect(auditQ({}, now, now)).toBe(`op_time=[~${now.toISOString()}]`);
  });
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("%j is no formula in the CSV", (text) => {
  const [, line = ""] = csvOf([entry(1, { resource: text })]).split(/\r\n/);
  expect(line).toContain(`,"'${text}",`);
});

it("the CSV keeps commas, quotes and lines within their cells", () => {
  expect(csvOf([entry(1, { operation_description: 'a "b", c\nd' })])).toBe(
    "op_time,username,operation,resource_type,resource,operation_result,operation_description,id\r\n" +
      '"2026-11-25T10:00:00.000Z","alice","create","artifact","shop/web:v1","true","a ""b"", c\nd","1"\r\n',
  );
});

it("an export fetches page by page, every entry once, and ends at its bound", async () => {
  const total = exportedMax + 150;
  const asked = answerRequests(({ path }) => {
    const at = Number(new URL(path, "http://site").searchParams.get("page"));
    // An entry of the page before, as when one of them was deleted meanwhile.
    return page([entry(at * 100 - 100), ...Array.from({ length: 99 }, (_, index) => entry(at * 100 - 99 + index))], total);
  });
  const steps: number[] = [];
  const { entries, total: found } = await fetchEntries({
    scope: { project: "shop" },
    filter: { user: "alice" },
    signal: new AbortController().signal,
    onProgress: (done) => steps.push(done),
  });
  expect(entries).toHaveLength(exportedMax);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(exportedMax);
  expect(found).toBe(total);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(asked).toHaveLength(exportedMax / 100);
  expect(asked.every(({ path }) => path.startsWith("/api/v2.0/projects/shop/auditlog-exts?q="))).toBe(true);
});

it("filters stand in the address, ask the API, and are cleared", async () => {
  const asked = answerRequests(() => page([entry(1), entry(2)]));
  const { user, address } = await show(<AuditLog scope={{ project: null }} />, { at: "/audit-log?page=3" });
  await user.type(screen.getByRole("textbox", { name: "User" }), "ali");
  await waitFor(() => expect(address()).toBe("/audit-log?user=ali"));
  await waitFor(() => expect(asked.at(-1)?.path).toBe("/api/v2.0/auditlog-exts?page=1&page_size=25&q=username%3D%7Eali"));
  await user.click(screen.getByRole("combobox", { name: "Result" }));
  await user.click(await screen.findByRole("option", { name: "Refused", hidden: true }));
  await waitFor(() => expect(address()).toBe("/audit-log?user=ali&result=refused"));
  await user.click(screen.getByRole("button", { name: "Clear all filters" }));
  await waitFor(() => expect(address()).toBe("/audit-log"));
  expect(screen.getByRole("textbox", { name: "User" })).toHaveProperty("value", "");
});

it("the entry of the address is shown, and narrows the list to its user", async () => {
  const bobs = entry(2, { username: "bob", operation: "delete", operation_result: false });
  const asked = answerRequests(() => page([bobs]));
  const { user, address } = await show(<AuditLog scope={{ project: "shop" }} />, { at: "/audit-log?entry=2" });
  const drawer = await screen.findByRole("dialog", { name: "Entry 2", hidden: true });
  await waitFor(() => expect(drawer.textContent).toContain("delete_artifact"));
  expect(drawer.textContent).toContain("Refused");
  expect(asked.map(({ path }) => path)).toContain("/api/v2.0/projects/shop/auditlog-exts?q=id%3D2");
  await user.click(screen.getByRole("button", { name: "All by bob", hidden: true }));
  await waitFor(() => expect(address()).toBe("/audit-log?user=bob"));
});

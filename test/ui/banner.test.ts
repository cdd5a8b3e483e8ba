import { expect, it } from "vitest";
import { bannerOf } from "../../ui/src/components/banner.ts";

const none = { message: "", type: "info", fromDate: "", toDate: "" };

it("reads what Harbor's portal writes", () => {
  const text = JSON.stringify({
    message: "Upgrade",
    type: "warning",
    closable: false,
    fromDate: "2026-03-01T12:00:00.000Z",
    toDate: "2026-03-02",
  });
  expect(bannerOf(text)).toEqual({ message: "Upgrade", type: "warning", fromDate: "2026-03-01", toDate: "2026-03-02" });
});

it.each(["", "Plain words", "5", "null", '"quoted"', "{"])("takes %j for the message itself", (text) => {
  expect(bannerOf(text)).toEqual({ ...none, message: text });
});

it.each([
  { message: "m", type: "constructor" },
  { message: "m", type: "__proto__" },
  { message: "m", type: 7, fromDate: 5, toDate: {} },
  { message: "m", type: null, fromDate: "soon", toDate: "" },
])("makes of %j something that can be drawn", (banner) => {
  expect(bannerOf(JSON.stringify(banner))).toEqual({ ...none, message: "m" });
});

it.each([{}, [], { message: { a: 1 } }, { message: 5 }])("finds no message in %j", (banner) => {
  expect(bannerOf(JSON.stringify(banner))).toEqual(none);
});

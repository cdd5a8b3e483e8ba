import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { errorTable } from "../../worker/domain/errors.ts";

it("docs/errors.md has every error as it is", () => {
  const rows = Object.entries(errorTable).map(
    ([code, row]) => `| \`${code}\` | ${row.status} | \`${row.oci}\` | \`${row.harbor}\` | ${row.message} |`,
  );
  expect(readFileSync("docs/errors.md", "utf8")).toContain(rows.join("\n"));
});

it("under /v2 only the specification's codes and Docker's UNAVAILABLE are used", () => {
  // distribution-spec v1.1 §"Error Codes"
  const codes = [
    "BLOB_UNKNOWN",
    "BLOB_UPLOAD_INVALID",
    "BLOB_UPLOAD_UNKNOWN",
    "DIGEST_INVALID",
    "MANIFEST_BLOB_UNKNOWN",
    "MANIFEST_INVALID",
  ];
  const more = [
    "MANIFEST_UNKNOWN",
    "NAME_INVALID",
    "NAME_UNKNOWN",
    "SIZE_INVALID",
    "UNAUTHORIZED",
    "DENIED",
    "UNSUPPORTED",
    "TOOMANYREQUESTS",
  ];
  const allowed = new Set([...codes, ...more, "UNAVAILABLE"]);
  expect(Object.values(errorTable).filter((row) => !allowed.has(row.oci))).toEqual([]);
});

/** The OCI conformance suite at its `dev` level, every optional switch on but one. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createProject, freshFolder, host, password } from "../clients/support/site.ts";
import { run } from "../clients/support/run.ts";
import { root } from "../clients/support/servers.ts";
import { casesOf, conformanceTable } from "./results.ts";

const apis = [
  "PING",
  "PULL",
  "PUSH",
  "BLOBS_ATOMIC",
  "BLOBS_DELETE",
  "BLOBS_DIGEST_HEADER",
  "BLOBS_MOUNT_ANONYMOUS",
  "BLOBS_UPLOAD_CANCEL",
  "MANIFESTS_ATOMIC",
  "MANIFESTS_DELETE",
  "MANIFESTS_DIGEST_HEADER",
  "MANIFESTS_TAG_PARAM",
  "TAGS_ATOMIC",
  "TAGS_DELETE",
  "TAGS_LIST",
  "REFERRER",
];
const data = [
  "IMAGE",
  "INDEX",
  "INDEX_LIST",
  "ARTIFACT",
  "SUBJECT",
  "SUBJECT_MISSING",
  "ARTIFACT_LIST",
  "SUBJECT_LIST",
  "DATA_FIELD",
  "NONDISTRIBUTABLE",
  "CUSTOM_FIELDS",
  "NO_LAYERS",
  "EMPTY_BLOB",
  "SHA512",
];

it("OCI_VERSION=dev: no failed and no skipped test", { timeout: 300_000 }, async () => {
  await createProject("conformance", true);
  const folder = freshFolder("conformance");
  const ran = await run("conformance", [], {
    OCI_REGISTRY: host,
    OCI_TLS: "disabled",
    OCI_REPO1: "conformance/one",
    OCI_REPO2: "conformance/two",
    OCI_USERNAME: "admin",
    OCI_PASSWORD: password,
    OCI_VERSION: "dev",
    OCI_RESULTS_DIR: folder,
    ...Object.fromEntries([...apis.map((name) => [`OCI_API_${name}`, "true"]), ...data.map((name) => [`OCI_DATA_${name}`, "true"])]),
    OCI_DATA_SPARSE: "false",
  });
  const cases = casesOf(readFileSync(join(folder, "junit.xml"), "utf8"));
  const notPassed = cases.filter((one) => one.result !== "passed" && !one.name.includes("sparse"));
  expect({ code: ran.code, notPassed }).toEqual({ code: 0, notPassed: [] });
  expect(cases.length).toBeGreaterThan(500);
  // A change of the table is a change of what is promised: it is looked at, not written by a test run.
  writeFileSync(join(root, "dist/oci-conformance-table.md"), `${conformanceTable(cases)}\n`);
  const documented = readFileSync(join(root, "docs/oci-conformance.md"), "utf8");
  expect(documented, "copy dist/oci-conformance-table.md into docs/oci-conformance.md").toContain(conformanceTable(cases));
});

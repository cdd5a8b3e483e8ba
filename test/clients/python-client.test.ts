/** Harbor's Python client, which was written against Harbor and knows nothing of us. */
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { asAdmin, createProject, ok, password, pushBlob, registry } from "./support/site.ts";

const python = resolve(import.meta.dirname, "../../.clients/python/bin/python");
const manifestType = "application/vnd.oci.image.manifest.v1+json";

it("harborapi runs an administrator's day, and every answer fits its models", async () => {
  await createProject("snake", false);
  const config = new TextEncoder().encode(
    JSON.stringify({ architecture: "amd64", os: "linux", history: [{ created: "2026-01-01T00:00:00Z", created_by: "RUN x" }] }),
  );
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: await pushBlob("snake/app", config), size: config.length },
    layers: [],
  });
  const pushed = await asAdmin("/v2/snake/app/manifests/1", { method: "PUT", body: manifest, headers: { "Content-Type": manifestType } });
  expect(pushed.status).toBe(201);
  const said = await ok(python, [resolve(import.meta.dirname, "python-client.py"), registry, "admin", password, "snake"]);
  const calls = said.split("\n");
  expect(calls.at(-1)).toBe("done");
  expect(calls.length).toBeGreaterThan(70);
});

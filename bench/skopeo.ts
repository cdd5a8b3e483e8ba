/** A whole image by skopeo, there and back. */
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BenchServer, password } from "./servers.ts";

const run = promisify(execFile);

/** An OCI layout with an image of `layers` random layers of `bytes` each. */
export function writeLayout(folder: string, layers: number, bytes: number): void {
  const blobs = join(folder, "blobs/sha256");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(blobs, { recursive: true });
  const store = (content: Buffer, mediaType: string) => {
    const hex = createHash("sha256").update(content).digest("hex");
    writeFileSync(join(blobs, hex), content);
    return { mediaType, digest: `sha256:${hex}`, size: content.length };
  };
  const type = "application/vnd.oci.image";
  const stored = Array.from({ length: layers }, () => store(randomBytes(bytes), `${type}.layer.v1.tar`));
  const rootfs = { type: "layers", diff_ids: stored.map(({ digest }) => digest) };
  const config = store(Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", rootfs })), `${type}.config.v1+json`);
  const mediaType = `${type}.manifest.v1+json`;
  const manifest = store(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: stored })), mediaType);
  const annotations = { "org.opencontainers.image.ref.name": "bench" };
  writeFileSync(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }));
  writeFileSync(join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
}

/** Push and pull. @returns seconds. */
export async function copyThereAndBack(server: BenchServer, layout: string, back: string): Promise<number> {
  rmSync(back, { recursive: true, force: true });
  const image = `docker://${new URL(server.url).host}/library/skopeo:bench`;
  const credentials = (side: string) => (server.authorization ? [`--${side}-creds`, `admin:${password}`] : [`--${side}-no-creds`]);
  const startedAt = performance.now();
  await run("skopeo", ["copy", "--dest-tls-verify=false", "--dest-compress=false", ...credentials("dest"), `oci:${layout}:bench`, image]);
  await run("skopeo", ["copy", "--src-tls-verify=false", ...credentials("src"), image, `oci:${back}:bench`]);
  return (performance.now() - startedAt) / 1000;
}

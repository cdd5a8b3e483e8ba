/** Artifacts as builders make them: of two platforms, with history, signed, with an SBOM; and a chart. */
import { type Bytes, type Client, pushBlob, putManifest, random, sha256 } from "../../server/support/client.ts";

const index = "application/vnd.oci.image.index.v1+json";
const manifest = "application/vnd.oci.image.manifest.v1+json";
const bytesOf = (value: unknown): Bytes => Uint8Array.from(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** @param tag null: known by its digest alone */
async function put(client: Client, repository: string, tag: string | null, document: object, mediaType = manifest): Promise<Descriptor> {
  const text = JSON.stringify({ schemaVersion: 2, mediaType, ...document });
  const answer = await putManifest(client, repository, tag ?? sha256(text), text, { "Content-Type": mediaType });
  if (answer.status !== 201) throw new Error(`${repository}:${tag ?? "?"}: ${answer.status} ${answer.body.toString()}`);
  return { mediaType, digest: sha256(text), size: text.length };
}

async function blob(client: Client, repository: string, mediaType: string, bytes: Bytes): Promise<Descriptor> {
  return { mediaType, digest: await pushBlob(client, repository, bytes), size: bytes.length };
}

async function platformImage(client: Client, repository: string, architecture: string): Promise<Descriptor> {
  const layer = "application/vnd.oci.image.layer.v1.tar+gzip";
  const layers = [await blob(client, repository, layer, random(180_000)), await blob(client, repository, layer, random(42_000))];
  const config = {
    architecture,
    os: "linux",
    created: "2026-10-01T08:30:00Z",
    author: "Harbour Team <team@example.com>",
    config: {
      Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "PORT=8080"],
      Entrypoint: ["/usr/local/bin/app"],
      Cmd: ["serve", "--verbose"],
      ExposedPorts: { "8080/tcp": {} },
      Labels: { "org.opencontainers.image.source": "https://example.com/team/app", maintainer: "team@example.com" },
      User: "app",
      WorkingDir: "/srv",
    },
    rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
    history: [
      { created: "2026-09-01T08:00:00Z", created_by: "/bin/sh -c #(nop) ADD file:2f1e in / " },
      { created: "2026-10-01T08:30:00Z", created_by: "RUN /bin/sh -c apt-get update && apt-get install -y ca-certificates # buildkit" },
      { created: "2026-10-01T08:30:00Z", created_by: 'ENTRYPOINT ["/usr/local/bin/app"]', empty_layer: true },
    ],
  };
  const described = await blob(client, repository, "application/vnd.oci.image.config.v1+json", bytesOf(config));
  return put(client, repository, null, { config: described, layers });
}

/** @returns its digest */
export async function pushIndex(client: Client, repository: string, ...tags: string[]): Promise<string> {
  const platforms = ["amd64", "arm64"];
  const images = await Promise.all(platforms.map((architecture) => platformImage(client, repository, architecture)));
  const manifests = images.map((image, i) => ({ ...image, platform: { os: "linux", architecture: platforms[i] } }));
  let digest = "";
  for (const tag of tags) ({ digest } = await put(client, repository, tag, { manifests }, index));
  return digest;
}

/** What says something of another artifact: a signature, an SBOM. */
export async function attach(client: Client, repository: string, subject: string, artifactType: string, content: unknown): Promise<void> {
  const head = await client.call("HEAD", `/v2/${repository}/manifests/${subject}`, { headers: { Accept: `${index}, ${manifest}` } });
  const mediaType = head.headers.get("Content-Type") ?? "";
  const described = { mediaType, digest: subject, size: Number(head.headers.get("Content-Length")) };
  const config = await blob(client, repository, "application/vnd.oci.empty.v1+json", bytesOf("{}"));
  const layers = [await blob(client, repository, artifactType, bytesOf(content))];
  await put(client, repository, null, { artifactType, config, layers, subject: described });
}

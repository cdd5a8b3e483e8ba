/** Layers that are larger than memory should be. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { random } from "../../server/support/client.ts";
import { type Client, openUpload, pushBlob, putManifest } from "../../server/support/client.ts";

const blockBytes = 4 * 1024 * 1024;

export interface GeneratedLayer {
  readonly bytes: number;
  readonly digest: string;
  stream(): Readable;
}

/** Blocks that differ in their first bytes: making each at random would take longer than sending it. */
export function generateLayer(bytes: number): GeneratedLayer {
  const block = random(blockBytes);
  function* blocks(): Generator<Buffer> {
    for (let at = 0; at < bytes; at += blockBytes) {
      block.set(new Uint8Array(new BigUint64Array([BigInt(at)]).buffer));
      yield Buffer.from(block.subarray(0, Math.min(blockBytes, bytes - at)));
    }
  }
  const hash = createHash("sha256");
  for (const piece of blocks()) hash.update(piece);
  return { bytes, digest: `sha256:${hash.digest("hex")}`, stream: () => Readable.from(blocks()) };
}

/** An image of this one layer, which comes as one body of known length. */
export async function pushLayer(
  client: Client,
  authorization: string,
  at: { repository: string; tag: string },
  layer: GeneratedLayer,
): Promise<void> {
  const { repository, tag } = at;
  const url = new URL(`${await openUpload(client, repository)}?digest=${layer.digest}`, client.url);
  const put = request(url, { method: "PUT", headers: { Authorization: authorization, "Content-Length": layer.bytes } });
  layer.stream().pipe(put);
  const [answer] = (await once(put, "response")) as [IncomingMessage];
  answer.resume();
  if (answer.statusCode !== 201) throw new Error(`layer: ${answer.statusCode}`);
  const config = Uint8Array.from(Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", layer: layer.digest })));
  const manifest = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: {
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest: await pushBlob(client, repository, config),
      size: config.length,
    },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: layer.digest, size: layer.bytes }],
  };
  const tagged = await putManifest(client, repository, tag, JSON.stringify(manifest));
  if (tagged.status !== 201) throw new Error(`${repository}:${tag}: ${tagged.status}`);
}

/** The digest of what is there now. */
export async function digestOfBlob(url: string, authorization: string): Promise<string> {
  const asked = request(url, { headers: { Authorization: authorization } }).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const hash = createHash("sha256");
  for await (const piece of answer) hash.update(piece as Buffer);
  return `sha256:${hash.digest("hex")}`;
}

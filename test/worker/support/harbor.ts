/** What tests of Harbor's API share: images to list, and answers taken apart. */
import { expect } from "vitest";
import { bindings, bytesOf, call, type Caller, content, digestOf, fresh, pushBlob } from "./site.ts";

const image = "application/vnd.oci.image.manifest.v1+json";
export const api = "/api/v2.0";

interface Pushed {
  readonly digest: string;
  readonly layer: string;
}

/** Pushes an image whose layer has so many bytes; `subject` makes it an accessory. */
export async function pushImage(
  caller: Caller,
  repository: string,
  options: { tag?: string; seed?: string; layerBytes?: number; subject?: string; configType?: string } = {},
): Promise<Pushed> {
  const seed = options.seed ?? fresh("seed");
  const config = bytesOf(
    JSON.stringify({ architecture: "arm64", os: "linux", created: "2026-01-01T00:00:00Z", history: [{ created_by: seed }] }),
  );
  const configDigest = await pushBlob(caller, repository, config);
  const bytes = content(options.layerBytes ?? 1000, seed);
  const layer = await pushBlob(caller, repository, bytes);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: image,
    config: { mediaType: options.configType ?? "application/vnd.oci.image.config.v1+json", digest: configDigest, size: config.length },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: layer, size: bytes.length }],
    ...(options.subject ? { subject: { mediaType: image, digest: options.subject, size: 1 } } : {}),
  });
  const digest = digestOf(manifest);
  const answer = await call(caller, "PUT", `/v2/${repository}/manifests/${options.tag ?? digest}`, {
    body: manifest,
    headers: { "Content-Type": image },
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return { digest, layer };
}

/** Pushes an artifact of one layer without a config, as tools attach SBOMs; gives the layer's digest. */
export async function pushDocument(
  caller: Caller,
  repository: string,
  document: { tag: string; mediaType: string; bytes?: ReturnType<typeof bytesOf> },
): Promise<{ digest: string }> {
  const empty = bytesOf("{}");
  const bytes = document.bytes ?? bytesOf(JSON.stringify({ name: document.tag }));
  const digest = await pushBlob(caller, repository, bytes);
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: await pushBlob(caller, repository, empty), size: empty.length };
  const answer = await call(caller, "PUT", `/v2/${repository}/manifests/${document.tag}`, {
    body: JSON.stringify({
      schemaVersion: 2,
      mediaType: image,
      artifactType: document.mediaType,
      config,
      layers: [{ mediaType: document.mediaType, digest, size: bytes.length }],
    }),
    headers: { "Content-Type": image },
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return { digest };
}

export async function get<Body>(caller: Caller, path: string): Promise<{ status: number; body: Body; total: number }> {
  const answer = await call(caller, "GET", `${api}${path}`);
  const text = await answer.text();
  const body = (text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text) as Body;
  return { status: answer.status, body, total: Number(answer.headers.get("X-Total-Count")) };
}

export type Shown = Record<string, unknown>;

export async function auditOf(resource: string): Promise<string[]> {
  const { results } = await bindings.DB.prepare(
    "select operation || ' ' || resource_type as what from audit_log where resource = ? and success = 1 order by id",
  )
    .bind(resource)
    .all<{ what: string }>();
  return results.map(({ what }) => what);
}

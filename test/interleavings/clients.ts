/** What clients do, in the shapes of their requests (docker, containerd, a mount), and what disturbs them. */
import { createHash } from "node:crypto";
import type { RegistryContext } from "../../worker/domain/access/repository-access.ts";
import { restoreArtifact } from "../../worker/domain/artifacts/restore-artifact.ts";
import { headBlob } from "../../worker/domain/blobs/open-blob.ts";
import { DomainError } from "../../worker/domain/errors.ts";
import { collection } from "../../worker/domain/gc/collect.ts";
import { runTasks } from "../../worker/domain/jobs/run-tasks.ts";
import { startExecution } from "../../worker/domain/jobs/start-execution.ts";
import { deleteManifest } from "../../worker/domain/manifests/delete-manifest.ts";
import { headManifest } from "../../worker/domain/manifests/get-manifest.ts";
import { pushManifest } from "../../worker/domain/manifests/push-manifest.ts";
import type { Digest } from "../../worker/domain/names/digest.ts";
import { type RepositoryName, repositoryNameOrNull } from "../../worker/domain/names/repository-name.ts";
import { retention } from "../../worker/domain/retention/run-policy.ts";
import { lookAtBlobs, lookAtObjects } from "../../worker/domain/scrub/look.ts";
import { createTag } from "../../worker/domain/tags/change-tags.ts";
import { appendBody } from "../../worker/domain/uploads/append-body.ts";
import { closeUpload } from "../../worker/domain/uploads/close-upload.ts";
import { mountBlob } from "../../worker/domain/uploads/mount-blob.ts";
import { cancelUpload, startUpload } from "../../worker/domain/uploads/start-upload.ts";
import type { Actor } from "./explore.ts";
import { marginMs, project, type Site } from "./site.ts";

const manifestType = "application/vnd.oci.image.manifest.v1+json";
const indexType = "application/vnd.oci.image.index.v1+json";

export const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}` as Digest;

function named(path: string): RepositoryName {
  const name = repositoryNameOrNull(`${project.name}/${path}`);
  if (!name) throw new Error(`${path} is no name`);
  return name;
}

/** An image with a config of its own and a layer that others may have, too. */
export interface Image {
  readonly config: string;
  readonly layer: string;
  readonly manifest: string;
  readonly digest: Digest;
}

export function image(layer: string, own = layer): Image {
  const config = JSON.stringify({ of: own });
  const descriptor = (mediaType: string, content: string) => ({ mediaType, digest: digestOf(content), size: content.length });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor("application/vnd.oci.image.config.v1+json", config),
    layers: [descriptor("application/vnd.oci.image.layer.v1.tar", layer)],
  });
  return { config, layer, manifest, digest: digestOf(manifest) };
}

function indexOf(...children: readonly Image[]): { manifest: string; digest: Digest } {
  const manifests = children.map(({ manifest, digest }) => ({ mediaType: manifestType, digest, size: manifest.length }));
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests });
  return { manifest, digest: digestOf(manifest) };
}

const stream = (content: string) => new Blob([content]).stream() as ReadableStream<Uint8Array>;
const isCode = (error: unknown, ...codes: readonly string[]) => error instanceof DomainError && codes.includes(error.code);

async function has(ctx: RegistryContext, repository: string, content: string): Promise<boolean> {
  try {
    await headBlob(ctx, named(repository), digestOf(content));
    return true;
  } catch (error) {
    if (isCode(error, "BLOB_UNKNOWN")) return false;
    throw error;
  }
}

/** `how`: docker sends a stream and closes without a body; containerd sends the whole with the closing request. */
async function upload(
  site: Site,
  ctx: RegistryContext,
  blob: { repository: string; content: string },
  how: "stream" | "whole",
): Promise<void> {
  const { repository, content } = blob;
  const name = named(repository);
  const digest = digestOf(content);
  // A session that somebody else has ended is begun anew, as clients do; as often as there is somebody to end it, and once more.
  for (let attempt = 1; ; attempt += 1) {
    try {
      const id = await startUpload(ctx, { name, algorithm: "sha256", isProved: false });
      site.session = { repository, id, digest };
      if (how === "stream") await appendBody(ctx, { name, id, start: null, body: { stream: stream(content), bytes: null } });
      const body = how === "whole" ? { stream: stream(content), bytes: content.length } : null;
      await closeUpload(ctx, { name, id, digest, start: null, body });
      return;
    } catch (error) {
      if (attempt === 3 || !isCode(error, "UPLOAD_UNKNOWN", "UPLOAD_OUT_OF_ORDER", "DIGEST_INVALID")) throw error;
    }
  }
}

async function put(
  ctx: RegistryContext,
  repository: string,
  manifest: string,
  tags: readonly string[],
  type = manifestType,
): Promise<void> {
  await pushManifest(ctx, {
    name: named(repository),
    digest: digestOf(manifest),
    tags,
    body: new TextEncoder().encode(manifest),
    contentType: type,
  });
}

async function pushBlobs(
  site: Site,
  ctx: RegistryContext,
  repository: string,
  { config, layer }: Image,
  how: "stream" | "whole",
): Promise<void> {
  for (const content of [layer, config]) {
    if (!(await has(ctx, repository, content))) await upload(site, ctx, { repository, content }, how);
  }
}

export const docker = (repository: string, pushed: Image, tag: string): Actor => ({
  name: `docker pushes ${tag}`,
  async run(site) {
    const ctx = site.registryContext(repository);
    await pushBlobs(site, ctx, repository, pushed, "stream");
    await put(ctx, repository, pushed.manifest, [tag]);
    return pushed.digest;
  },
});

/** With an index over the image. */
export const containerd = (repository: string, pushed: Image, tag: string): Actor => ({
  name: `containerd pushes ${tag}`,
  async run(site) {
    const ctx = site.registryContext(repository);
    const index = indexOf(pushed);
    const isThere = await headManifest(ctx, named(repository), { kind: "digest", digest: pushed.digest, text: pushed.digest }).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      await pushBlobs(site, ctx, repository, pushed, "whole");
      await put(ctx, repository, pushed.manifest, []);
    }
    await put(ctx, repository, index.manifest, [tag], indexType);
    return index.digest;
  },
});

export const mounter = (from: string, repository: string, pushed: Image, tag: string): Actor => ({
  name: `a mount pushes ${tag}`,
  async run(site) {
    const ctx = site.registryContext(repository, from);
    for (const content of [pushed.layer, pushed.config]) {
      const isMounted = await mountBlob(ctx, { name: named(repository), digest: digestOf(content), from: named(from) });
      if (!isMounted) await upload(site, ctx, { repository, content }, "whole");
    }
    await put(ctx, repository, pushed.manifest, [tag]);
    return pushed.digest;
  },
});

/** Deletes by tag or digest; what is gone already is no error. */
export const deleter = (repository: string, ...references: readonly string[]): Actor => ({
  name: "a deleter",
  async run(site) {
    const ctx = site.registryContext(repository);
    for (const text of references) {
      const reference = text.startsWith("sha256:")
        ? ({ kind: "digest", digest: text as Digest, text } as const)
        : ({ kind: "tag", tag: text, text } as const);
      await deleteManifest(ctx, named(repository), reference).catch((error: unknown) => {
        if (!isCode(error, "MANIFEST_UNKNOWN", "MANIFEST_IN_USE")) throw error;
      });
    }
  },
});

/** By the API. Returns null when the artifact is gone. */
export const tagger = (repository: string, digest: Digest, tag: string): Actor => ({
  name: `somebody tags ${tag}`,
  async run(site) {
    try {
      await createTag(site.context(), { name: named(repository), reference: digest }, tag);
      return digest;
    } catch (error) {
      if (!isCode(error, "MANIFEST_UNKNOWN", "NOT_FOUND", "NAME_UNKNOWN")) throw error;
      return null;
    }
  },
});

const system = { kind: "system" } as const;

async function runJob(site: Site, kind: "GARBAGE_COLLECTION" | "RETENTION", parameters: unknown): Promise<void> {
  const ctx = site.context(system);
  await startExecution(ctx, { kind, vendorId: 1, trigger: "MANUAL", parameters, exclusive: false, tasks: [parameters] }, []);
  // One worker: that another looks for a second task is no step of anybody's.
  while ((await runTasks(ctx, { [kind]: kind === "RETENTION" ? retention : collection }, 60_000, { workersMax: 1 })).more);
}

export const collect = (site: Site) => runJob(site, "GARBAGE_COLLECTION", { delete_untagged: true, dry_run: false, workers: 1 });

export const collector: Actor = { name: "collector", run: collect };

/** Time passes before it comes, but less than half a lease: no push is slower than that. */
export const lateCollector: Actor = {
  name: "late collector",
  async run(site) {
    await site.turn("time passes", () => (site.clockMs += 400_000));
    await collect(site);
  },
};

export const retainer: Actor = {
  name: "retention",
  async run(site) {
    await runJob(site, "RETENTION", { policyId: 1, dryRun: false });
    await collect(site);
  },
};

export const scrubber: Actor = {
  name: "scrub",
  async run(site) {
    const ctx = site.context(system);
    const { unknown } = await lookAtObjects(ctx, null);
    const { missing, damaged } = await lookAtBlobs(ctx, 0, () => true);
    return [...unknown, ...missing, ...damaged];
  },
};

/** Every session expires under the client, and the alarms ring. */
export const expiry: Actor = {
  name: "expiry alarm",
  async run(site) {
    await site.turn("time passes", () => (site.clockMs += 1_000_000 + marginMs + 1000));
    for (const repository of site.repositories) await site.alarm(repository);
  },
};

export const canceller: Actor = {
  name: "cancel",
  async run(site) {
    const session = await site.turn("looks for a session", () => site.session);
    if (session) await cancelUpload(site.registryContext(session.repository), named(session.repository), session.id);
    if (session) await site.alarm(session.repository);
  },
};

/** Closes the client's session with what the content is not. */
export const liar: Actor = {
  name: "wrong digest",
  async run(site) {
    const session = await site.turn("looks for a session", () => site.session);
    if (!session) return;
    const { repository, id } = session;
    const wrong = { name: named(repository), id, digest: digestOf("something else"), start: null, body: null };
    await closeUpload(site.registryContext(repository), wrong).catch(tolerate);
    await site.alarm(repository);
  },
};

/** The closing request of the client arrives a second time, with its body or without. */
export const repeater: Actor = {
  name: "stalled duplicate",
  async run(site) {
    const session = await site.turn("looks for a session", () => site.session);
    if (!session) return;
    const { repository, id, digest } = session;
    await closeUpload(site.registryContext(repository), {
      name: named(repository),
      id,
      digest: digest as Digest,
      start: null,
      body: null,
    }).catch(tolerate);
    await site.alarm(repository);
  },
};

export const undeleter = (digest: Digest): Actor => ({
  name: "undelete",
  async run(site) {
    const found = await site.turn(
      "looks for what was deleted",
      () => site.database.prepare("select id from deleted_artifacts where digest = ?").get(digest) as { id: number } | undefined,
    );
    if (!found) return "nothing";
    try {
      await restoreArtifact(site.context(), { id: project.id }, found.id);
      return "restored";
    } catch (error) {
      if (!isCode(error, "PRECONDITION", "NOT_FOUND", "CONFLICT")) throw error;
      return "refused";
    }
  },
});

function tolerate(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
}

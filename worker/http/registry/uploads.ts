import { appendBody } from "../../domain/uploads/append-body.ts";
import { closeUpload as close, startAlgorithm } from "../../domain/uploads/close-upload.ts";
import { mountBlob } from "../../domain/uploads/mount-blob.ts";
import { uploadLocation, uploadRange } from "../../domain/uploads/refusals.ts";
import { cancelUpload as cancel, startUpload as startSession, uploadOffset } from "../../domain/uploads/start-upload.ts";
import type { UploadBody } from "../../domain/uploads/take-body.ts";
import { DomainError } from "../../domain/errors.ts";
import { type Digest, digestOrNull, parseDigest } from "../../domain/names/digest.ts";
import { type RepositoryName, repositoryNameOrNull } from "../../domain/names/repository-name.ts";
import type { RegistryContext } from "../../domain/access/repository-access.ts";
import { contentRange, declaredBytes, hasBody } from "./upload-body.ts";
import type { RegistryHandler } from "./router.ts";

/** `POST`: opens a session, mounts a blob, or takes a whole blob at once (distribution-spec v1.1 §"Pushing blobs"). */
export const startUpload: RegistryHandler<"uploads"> = async (ctx, request, { name }) => {
  const query = new URL(request.url).searchParams;
  const mount = mountOf(query);
  let isProved = false;
  if (mount) {
    if (await mountBlob(ctx, { name, ...mount })) return created(name, mount.digest);
    isProved = true;
  } else if (!query.has("mount")) {
    const digest = query.get("digest");
    if (digest !== null) {
      const parsed = parseDigest(digest);
      await kept(ctx, close(ctx, { name, id: null, digest: parsed, start: null, body: bodyOf(request) }));
      return created(name, parsed);
    }
  }
  const algorithm = startAlgorithm(query.get("digest-algorithm"));
  const id = await startSession(ctx, { name, algorithm, isProved });
  return accepted(name, id, 0, 202);
};

/** `PATCH`: appends a stream, or a chunk when it has a Content-Range. */
export const continueUpload: RegistryHandler<"upload"> = async (ctx, request, { name, session }) => {
  const { body, start } = chunkOf(request);
  const taken = body ?? { stream: new Blob([]).stream(), bytes: 0 };
  const offset = await kept(ctx, appendBody(ctx, { name, id: session, start, body: taken }));
  return accepted(name, session, offset, 202);
};

/** `PUT`: closes the session, with or without the last bytes. */
export const closeUpload: RegistryHandler<"upload"> = async (ctx, request, { name, session }) => {
  const digest = new URL(request.url).searchParams.get("digest");
  if (digest === null) throw new DomainError("DIGEST_INVALID", { message: "closing an upload needs ?digest=" });
  const parsed = parseDigest(digest);
  // Clients repeat the last chunk's Content-Range when they close with no body; there it says nothing.
  const { body, start } = bodyOf(request) ? chunkOf(request) : { body: null, start: null };
  await kept(ctx, close(ctx, { name, id: session, digest: parsed, start, body }));
  return created(name, parsed);
};

/** `GET`: how far the upload has come. */
export const uploadStatus: RegistryHandler<"upload"> = async (ctx, _request, { name, session }) => {
  const offset = await uploadOffset(ctx, name, session);
  if (offset === null) throw new DomainError("UPLOAD_UNKNOWN");
  return accepted(name, session, offset, 204);
};

export const cancelUpload: RegistryHandler<"upload"> = async (ctx, _request, { name, session }) => {
  if (!(await cancel(ctx, name, session))) throw new DomainError("UPLOAD_UNKNOWN");
  return new Response(null, { status: 204 });
};

/** Null also for a malformed one: a mount that cannot be is a plain upload. */
function mountOf(query: URLSearchParams): { digest: Digest; from: RepositoryName | null } | null {
  const digest = digestOrNull(query.get("mount") ?? "");
  const named = query.get("from");
  const from = named === null ? null : repositoryNameOrNull(named);
  return digest && (named === null || from) ? { digest, from } : null;
}

function bodyOf(request: Request): UploadBody | null {
  if (!request.body || !hasBody(request)) return null;
  return { stream: request.body, bytes: declaredBytes(request) };
}

/** @throws DomainError SIZE_INVALID when Content-Range and Content-Length do not agree. */
function chunkOf(request: Request): { body: UploadBody | null; start: number | null } {
  const range = contentRange(request);
  const body = bodyOf(request);
  if (!body || !range) return { body, start: range?.start ?? null };
  if (body.bytes !== null && body.bytes !== range.bytes) {
    throw new DomainError("SIZE_INVALID", { message: "Content-Range and Content-Length do not agree" });
  }
  return { body: { stream: body.stream, bytes: range.bytes }, start: range.start };
}

/** The work goes on when the client hangs up, so that what has come is kept and reported. */
async function kept<T>(ctx: RegistryContext, work: Promise<T>): Promise<T> {
  ctx.background(work.catch(() => undefined));
  return work;
}

function accepted(name: RepositoryName, id: string, offset: number, status: number): Response {
  const headers = { Location: uploadLocation(name, id), Range: uploadRange(offset), "Docker-Upload-UUID": id };
  return new Response(null, { status, headers: status === 204 ? headers : { ...headers, "Content-Length": "0" } });
}

function created(name: RepositoryName, digest: Digest): Response {
  return new Response(null, {
    status: 201,
    headers: { Location: `/v2/${name.full}/blobs/${digest}`, "Docker-Content-Digest": digest, "Content-Length": "0" },
  });
}

// What the runtime gives when nothing is asked of it: the answers that bench/cases.ts names as ceilings.
import { DurableObject } from "cloudflare:workers";

export class RepositoryCoordinator extends DurableObject {}
export class DirectoryBridge extends DurableObject {}
export class LoginGuard extends DurableObject {}

const partBytes = 8 * 1024 * 1024;

const routes = {
  "/api/v2.0/health": () => Response.json({ status: "healthy" }),
  "/v2/empty": () => new Response("ok"),
  async "/v2/d1"(_request, env) {
    const row = await env.DB.prepare("select username from users where id = ?").bind(1).first();
    return Response.json(row ?? {});
  },
  async "/v2/get"(_request, env) {
    const object = await env.BLOBS.get("ceiling/get");
    return new Response(object.body, { headers: { "Content-Length": String(object.size) } });
  },
  /** One put of a body of known length. */
  async "/v2/put"(request, env) {
    await env.BLOBS.put(`ceiling/${request.headers.get("X-Key")}`, request.body);
    return new Response(null, { status: 201 });
  },
  /** A stream without a length: parts of 8 MiB and a last one. */
  async "/v2/stream"(request, env) {
    const upload = await env.BLOBS.createMultipartUpload(`ceiling/${request.headers.get("X-Key")}`);
    const reader = request.body.getReader({ mode: "byob" });
    const parts = [];
    for (let buffer = new ArrayBuffer(partBytes); ;) {
      const { value } = await reader.readAtLeast(partBytes, new Uint8Array(buffer));
      if (!value || value.byteLength === 0) break;
      parts.push(await upload.uploadPart(parts.length + 1, value));
      if (value.byteLength < partBytes) break;
      buffer = value.buffer.byteLength === partBytes ? value.buffer : new ArrayBuffer(partBytes);
    }
    await upload.complete(parts);
    return new Response(null, { status: 201 });
  },
};

export default {
  fetch: (request, env) => routes[new URL(request.url).pathname]?.(request, env) ?? new Response(null, { status: 404 }),
  scheduled() {},
  queue() {},
};

import type { RegistryContext } from "../../domain/access/repository-access.ts";
import type { SiteContext } from "../site-context.ts";
import { DomainError } from "../../domain/errors.ts";
import { registryCaller } from "./authenticate.ts";
import { base } from "./base.ts";
import { deleteBlob, getBlob, headBlob } from "./blobs.ts";
import { getCatalog } from "./catalog.ts";
import { deleteManifest, getManifest, headManifest, putManifest } from "./manifests.ts";
import { getReferrers } from "./referrers.ts";
import { parseRoute, type Route } from "./route.ts";
import { listTags } from "./tags.ts";
import { closeUpload, cancelUpload, continueUpload, startUpload, uploadStatus } from "./uploads.ts";

export type RegistryHandler<Kind extends Route["kind"]> = (
  ctx: RegistryContext,
  request: Request,
  route: Extract<Route, { kind: Kind }>,
) => Promise<Response> | Response;

const handlers: { readonly [Kind in Route["kind"]]: Readonly<Record<string, RegistryHandler<Kind>>> } = {
  base: { GET: base, HEAD: base },
  catalog: { GET: getCatalog },
  tags: { GET: listTags },
  referrers: { GET: getReferrers },
  manifest: { GET: getManifest, HEAD: headManifest, PUT: putManifest, DELETE: deleteManifest },
  blob: { GET: getBlob, HEAD: headBlob, DELETE: deleteBlob },
  uploads: { POST: startUpload },
  upload: { GET: uploadStatus, PATCH: continueUpload, PUT: closeUpload, DELETE: cancelUpload },
};

/** Everything under /v2. Errors are thrown and become answers in `registryErrors`. */
export async function serveRegistry(site: SiteContext, request: Request, path: string): Promise<Response> {
  const route = parseRoute(path);
  const handler = (handlers[route.kind] as Readonly<Record<string, RegistryHandler<Route["kind"]>>>)[request.method];
  if (!handler) throw new DomainError("METHOD_NOT_ALLOWED", { headers: { Allow: Object.keys(handlers[route.kind]).join(", ") } });
  const caller = await registryCaller(site, request, route);
  return handler({ ...site, ...caller }, request, route);
}

import { listReferrers } from "../../domain/manifests/list-referrers.ts";
import { nextLink } from "./page.ts";
import type { RegistryHandler } from "./router.ts";

const indexType = "application/vnd.oci.image.index.v1+json";

/** Always an index, also for what is not here (distribution-spec v1.1 §"Listing Referrers"). */
export const getReferrers: RegistryHandler<"referrers"> = async (ctx, request, { name, digest }) => {
  const query = new URL(request.url).searchParams;
  const artifactType = query.get("artifactType");
  const after = Number(/^\d{1,15}$/.exec(query.get("last") ?? "")?.[0] ?? 0);
  const { referrers, next } = await listReferrers(ctx, name, { subject: digest, artifactType, after });
  const headers = new Headers({ "Content-Type": indexType });
  if (artifactType !== null) headers.set("OCI-Filters-Applied", "artifactType");
  if (next !== null) {
    const rest = { ...(artifactType === null ? {} : { artifactType }), last: String(next) };
    headers.set("Link", nextLink(`/v2/${name.full}/referrers/${digest}`, rest).Link ?? "");
  }
  return new Response(JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: referrers }), { headers });
};

import { listCatalog } from "../../domain/repositories/list-catalog.ts";
import { nextLink, pageOf } from "./page.ts";
import type { RegistryHandler } from "./router.ts";

export const getCatalog: RegistryHandler<"catalog"> = async (ctx, request) => {
  const page = pageOf(request);
  const { repositories, more } = await listCatalog(ctx, page);
  const headers = more ? nextLink("/v2/_catalog", { n: String(page.count), last: repositories.at(-1) ?? "" }) : {};
  return Response.json({ repositories }, { headers });
};

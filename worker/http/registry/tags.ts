import { listTags as list } from "../../domain/tags/list-tags.ts";
import { nextLink, pageOf } from "./page.ts";
import type { RegistryHandler } from "./router.ts";

export const listTags: RegistryHandler<"tags"> = async (ctx, request, { name }) => {
  const page = pageOf(request);
  const { tags, more } = await list(ctx, name, page);
  const path = `/v2/${name.full}/tags/list`;
  const headers = more ? nextLink(path, { n: String(page.count), last: tags.at(-1) ?? "" }) : {};
  return Response.json({ name: name.full, tags }, { headers });
};

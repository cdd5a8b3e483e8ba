import { z } from "@hono/zod-openapi";
import { iconOf } from "../../domain/artifacts/icons.ts";
import { apiRouter, operation } from "./operation.ts";

export const icons = apiRouter();

operation(
  icons,
  {
    operation: "GET /icons/{digest}",
    id: "getIcon",
    tag: "icon",
    params: { digest: z.string() },
    answer: { json: z.object({ "content-type": z.string(), content: z.string() }).openapi("Icon"), means: "the icon, in base64" },
    fails: [400, 404],
  },
  async ({ params }) => {
    const { mediaType, base64 } = iconOf(params.digest);
    return { "content-type": mediaType, content: base64 };
  },
);

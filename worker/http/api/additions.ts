/** What there is to read of an artifact and in it. */
import { z } from "@hono/zod-openapi";
import { type Addition, readAddition } from "../../domain/artifacts/additions.ts";
import { readLayer } from "../../domain/artifacts/read-layer.ts";
import { DomainError } from "../../domain/errors.ts";
import { apiRouter, operation } from "./operation.ts";
import { repositoryOf, repositoryParams } from "./project-path.ts";

export const additions = apiRouter();

const tag = "artifact";
const one = "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}" as const;
const params = { ...repositoryParams, reference: z.string().min(1) };

operation(
  additions,
  {
    operation: `GET ${one}/additions/{addition}`,
    id: "getAddition",
    tag,
    params: {
      ...params,
      addition: z.enum(["build_history", "values.yaml", "readme.md", "dependencies", "sbom", "license", "files", "manifest"]),
    },
    answer: { text: "application/json", means: "what there is to read beside the artifact itself" },
    fails: [400, 401, 403, 404, 422, 501],
  },
  async (input) => {
    const { reference, addition } = input.params;
    if (addition === "sbom") throw new DomainError("NOT_IMPLEMENTED", { message: "generating SBOMs is not built" });
    return sandboxed(await readAddition(input.ctx, repositoryOf(input), reference, addition));
  },
);

operation(
  additions,
  {
    operation: `GET ${one}/layers/{digest}`,
    id: "getLayer",
    tag,
    description: "A layer of at most 8 MiB that is JSON, XML, YAML or text: SBOMs, signatures, attestations.",
    params: { ...params, digest: z.string().min(1) },
    answer: { text: "application/json", means: "the layer" },
    fails: [400, 401, 403, 404, 422],
  },
  async (input) => sandboxed(await readLayer(input.ctx, repositoryOf(input), input.params.reference, input.params.digest)),
);

/** Somebody else's text on our origin: it must never run there. */
function sandboxed({ mediaType, text }: Addition): Response {
  const headers = { "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox" };
  return new Response(text, { headers: { "Content-Type": `${mediaType}; charset=utf-8`, ...headers } });
}

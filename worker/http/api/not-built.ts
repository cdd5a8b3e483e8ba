/** Harbor's operations whose feature is not built: they are declared, and answer 501 to whoever could use them. */
import { z } from "@hono/zod-openapi";
import { authorizeProject } from "../../domain/access/authorize-project.ts";
import { findArtifactFor } from "../../domain/artifacts/artifacts.ts";
import { DomainError } from "../../domain/errors.ts";
import { apiRouter, operation } from "./operation.ts";
import { listQuery } from "./paging.ts";
import { projectHeaders, projectOf, projectParams, repositoryOf, repositoryParams } from "./project-path.ts";

export const notBuilt = apiRouter();

const fails = [400, 401, 403, 404, 415, 422, 501];
const scanning = () => new DomainError("NOT_IMPLEMENTED", { message: "scanning is not built" });
const scanner = "/projects/{project_name_or_id}/scanner" as const;

operation(
  notBuilt,
  {
    operation: `GET ${scanner}`,
    id: "getScannerOfProject",
    tag: "project",
    params: projectParams,
    headers: projectHeaders,
    answer: { done: true },
    fails,
  },
  async (input) => {
    await authorizeProject(input.ctx, projectOf(input), "scanner", "read");
    throw scanning();
  },
);

operation(
  notBuilt,
  {
    operation: `PUT ${scanner}`,
    id: "setScannerOfProject",
    tag: "project",
    params: projectParams,
    headers: projectHeaders,
    body: z.object({ uuid: z.string() }).openapi("ProjectScanner"),
    answer: { done: true },
    fails,
  },
  async (input) => {
    await authorizeProject(input.ctx, projectOf(input), "scanner", "create");
    throw scanning();
  },
);

operation(
  notBuilt,
  {
    operation: `GET ${scanner}/candidates`,
    id: "listScannerCandidatesOfProject",
    tag: "project",
    params: projectParams,
    headers: projectHeaders,
    query: listQuery,
    answer: { done: true },
    fails,
  },
  async (input) => {
    await authorizeProject(input.ctx, projectOf(input), "scanner", "create");
    throw scanning();
  },
);

operation(
  notBuilt,
  {
    operation: "GET /projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/additions/vulnerabilities",
    id: "getVulnerabilitiesAddition",
    tag: "artifact",
    params: { ...repositoryParams, reference: z.string().min(1) },
    headers: ["X-Accept-Vulnerabilities"],
    answer: { done: true },
    fails,
  },
  async (input) => {
    await findArtifactFor(input.ctx, { name: repositoryOf(input), reference: input.params.reference }, "artifact-addition", "read");
    throw scanning();
  },
);

import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { DomainError } from "../../domain/errors.ts";
import type { HttpEnv } from "../app.ts";
import { additions } from "./additions.ts";
import { artifacts } from "./artifacts.ts";
import { auditLogs } from "./audit-logs.ts";
import { bridges } from "./bridges.ts";
import { configurations } from "./configurations.ts";
import { cveAllowlist } from "./cve-allowlist.ts";
import { apiError } from "./errors.ts";
import { deletedArtifacts } from "./deleted-artifacts.ts";
import { gc } from "./gc.ts";
import { groups } from "./groups.ts";
import { icons } from "./icons.ts";
import { immutable } from "./immutable.ts";
import { jobservice } from "./jobservice.ts";
import { labels } from "./labels.ts";
import { ldap } from "./ldap.ts";
import { members } from "./members.ts";
import { notBuilt } from "./not-built.ts";
import { permissions } from "./permissions.ts";
import { projectMetadata } from "./project-metadata.ts";
import { projects } from "./projects.ts";
import { purge } from "./purge.ts";
import { quotas } from "./quotas.ts";
import { registries } from "./registries.ts";
import { replicationExecutions } from "./replication-executions.ts";
import { replicationPolicies } from "./replication-policies.ts";
import { repositories } from "./repositories.ts";
import { retention } from "./retention.ts";
import { robots } from "./robots.ts";
import { roles } from "./roles.ts";
import { scrub } from "./scrub.ts";
import { search } from "./search.ts";
import { statistic } from "./statistic.ts";
import { system } from "./system.ts";
import { users } from "./users.ts";

/** Everything under /api/v2.0. Its document, at openapi.json, is made from the routes. */
const version2 = new OpenAPIHono<HttpEnv>();

/** Everything under /api. */
export const api = new OpenAPIHono<HttpEnv>();

const tags = [
  system,
  statistic,
  configurations,
  projects,
  projectMetadata,
  members,
  users,
  groups,
  ldap,
  bridges,
  permissions,
  roles,
  robots,
  quotas,
  cveAllowlist,
  repositories,
  notBuilt,
  artifacts,
  additions,
  deletedArtifacts,
  labels,
  auditLogs,
  gc,
  immutable,
  retention,
  registries,
  replicationPolicies,
  replicationExecutions,
  purge,
  scrub,
  jobservice,
  search,
  icons,
];

// No operation takes more than a few kilobytes.
api.use(bodyLimit({ maxSize: 1024 * 1024, onError: (c) => apiError(new DomainError("TOO_LARGE"), c.get("site").log) }));
api.get("/version", (c) => c.json({ version: "v2.0" }));
for (const part of tags) version2.route("/", part);
version2.openAPIRegistry.registerComponent("securitySchemes", "basic", { type: "http", scheme: "basic" });
version2.doc31("/openapi.json", {
  openapi: "3.1.0",
  info: {
    title: "Roadstead",
    version: "2.0",
    description: `Harbor's API, as far as it is here; an operation that is not built yet answers 501. Requests carry a name and a password
(or a robot's name and secret) by Basic authentication, or a session's cookie. Lists are paged by \`page\` and \`page_size\` (100 at
most), and filtered by \`q\` as in Harbor: \`q=name=~web,creation_time=[2026-01-01~2026-12-31]\`.`,
  },
  servers: [{ url: "/api/v2.0" }],
  security: [{ basic: [] }, {}],
});
api.route("/v2.0", version2);
// Hono asks the outermost app alone for its `notFound`, so the last route is one that takes all.
api.all("*", (c) => apiError(new DomainError("NOT_FOUND", { message: "there is no such operation" }), c.get("site").log));
api.onError((error, c) => {
  const answer = apiError(error, c.get("site").log);
  for (const cookie of c.res.headers.getSetCookie()) answer.headers.append("Set-Cookie", cookie);
  return answer;
});

/** The shapes of the wire, taken from the schemas that the API checks its own answers with. */
import type { z } from "@hono/zod-openapi";
import type * as artifacts from "../../../worker/http/api/schemas/artifacts.ts";
import type * as projects from "../../../worker/http/api/schemas/projects.ts";
import type * as system from "../../../worker/http/api/schemas/system.ts";
import type * as users from "../../../worker/http/api/schemas/users.ts";

export type Project = z.infer<typeof projects.Project>;
export type Repository = z.infer<typeof artifacts.Repository>;
export type Artifact = z.infer<typeof artifacts.Artifact>;
export type User = z.infer<typeof users.UserResp>;
export type Permission = z.infer<typeof users.Permission>;
export type SystemInfo = z.infer<typeof system.GeneralInfo>;

/** The shapes of the wire, taken from the schemas that the API checks its own answers with. */
import type { z } from "@hono/zod-openapi";
import type * as artifacts from "../../../worker/http/api/schemas/artifacts.ts";
import type * as projects from "../../../worker/http/api/schemas/projects.ts";
import type * as quotas from "../../../worker/http/api/schemas/quotas.ts";
import type * as replication from "../../../worker/http/api/schemas/replication.ts";
import type * as search from "../../../worker/http/api/schemas/search.ts";
import type * as system from "../../../worker/http/api/schemas/system.ts";
import type * as users from "../../../worker/http/api/schemas/users.ts";

export type Project = z.infer<typeof projects.Project>;
export type Repository = z.infer<typeof artifacts.Repository>;
export type Artifact = z.infer<typeof artifacts.Artifact>;
export type Tag = z.infer<typeof artifacts.Tag>;
export type TagOfRepository = z.infer<typeof artifacts.TagOfRepository>;
export type TagsDeleted = z.infer<typeof artifacts.TagsDeleted>;
export type Label = z.infer<typeof artifacts.Label>;
export type Accessory = z.infer<typeof artifacts.Accessory>;
export type DeletedArtifact = z.infer<typeof artifacts.DeletedArtifact>;
export type User = z.infer<typeof users.UserResp>;
export type Permission = z.infer<typeof users.Permission>;
export type SystemInfo = z.infer<typeof system.GeneralInfo>;
export type SearchResult = z.infer<typeof search.Search>;
export type Health = z.infer<typeof system.OverallHealthStatus>;
export type Statistic = z.infer<typeof system.Statistic>;
export type Quota = z.infer<typeof quotas.Quota>;
export type ReplicationExecution = z.infer<typeof replication.ReplicationExecution>;

import { robotPermissions } from "../../domain/access/current-permissions.ts";
import { apiRouter, operation } from "./operation.ts";
import { Permissions } from "./schemas/users.ts";

export const permissions = apiRouter();

operation(
  permissions,
  {
    operation: "GET /permissions",
    id: "getPermissions",
    tag: "permissions",
    answer: { json: Permissions, means: "what can be given to robots" },
    fails: [401, 403, 404],
  },
  async ({ ctx }) => {
    const { system, project } = await robotPermissions(ctx);
    return { ...(system ? { system: [...system] } : {}), project: [...project] };
  },
);

import { z } from "@hono/zod-openapi";
import { listRoles } from "../../domain/access/list-roles.ts";
import { apiRouter, operation } from "./operation.ts";
import { Role } from "./schemas/users.ts";

export const roles = apiRouter();

operation(
  roles,
  {
    operation: "GET /roles",
    id: "listRoles",
    tag: "member",
    answer: { json: z.array(Role), means: "the roles in a project, and what each may do" },
    fails: [401],
    description: "Ours: whoever is refused can be told which role is needed.",
  },
  async ({ ctx }) => {
    const found = await listRoles(ctx);
    return found.map(({ id, name, rights }) => ({ role_id: id, role_name: name, permissions: [...rights] }));
  },
);

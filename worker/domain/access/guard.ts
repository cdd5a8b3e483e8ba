import { actorMay, isEnabled, isSysadmin } from "../../store/access.ts";
import { guard } from "../../store/guards.ts";
import { type Sql, sql } from "../../store/sql.ts";
import type { Actor } from "./actor.ts";
import { rolesThat } from "./permissions.ts";

/** Proves the actor's right again as the batch commits, so that a removed member loses whatever token it holds. */
export function guardActorMay(actor: Actor, projectId: number, resource: string, action: string): Sql {
  if (actor.kind === "system") return guard("actor_may", sql`1`);
  if (actor.kind === "anonymous") return guard("actor_may", sql`0`);
  return guard("actor_may", actorMay({ userId: actor.id, projectId, roleIds: rolesThat(resource, action) }));
}

/** The same for what concerns the whole site. */
export function guardSystem(actor: Actor): Sql {
  if (actor.kind === "system") return guard("actor_may", sql`1`);
  return guard("actor_may", actor.kind === "user" ? isSysadmin(actor.id) : sql`0`);
}

/** The account that acts has not been taken away meanwhile. */
export function guardSignedIn(actor: Actor): Sql {
  return guard("actor_may", actor.kind === "user" ? isEnabled(actor.id) : sql`0`);
}

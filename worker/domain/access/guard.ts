import { type ActorKey, isSignedIn, isWritable, mayInProject, mayInSystem } from "../../store/access.ts";
import { guardEither } from "../../store/guards.ts";
import { type Sql, sql } from "../../store/sql.ts";

/**
 * Proves the actor's right again as the batch commits, so that a removed member loses whatever token it holds, and that the site takes
 * changes. Every batch that changes something for somebody begins with one of these.
 */
export function guardActorMay(actor: ActorKey, projectId: number | Sql, resource: string, action: string): Sql {
  return writableAnd(actor, mayInProject(actor, projectId, { resource, action }));
}

/** The same for what concerns the whole site. `whileReadOnly`: for the change that ends the read-only mode. */
export function guardSystem(actor: ActorKey, resource: string, action: string, options: { whileReadOnly?: boolean } = {}): Sql {
  const condition = mayInSystem(actor, { resource, action });
  return options.whileReadOnly ? guardEither([["actor_may", condition]]) : writableAnd(actor, condition);
}

/** The account that acts has not been taken away meanwhile. */
export function guardSignedIn(actor: ActorKey): Sql {
  return writableAnd(actor, isSignedIn(actor));
}

function writableAnd(actor: ActorKey, condition: Sql): Sql {
  return guardEither([
    ["actor_may", condition],
    ["site_writable", actor.kind === "system" && !actor.asPusher ? sql`1` : isWritable],
  ]);
}

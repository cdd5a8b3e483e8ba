import { createHash, randomBytes } from "node:crypto";
import { deleteSession, findSession, insertSession, renewSession, type SessionUser } from "../../store/sessions.ts";
import type { Actor, SignedInUser } from "../access/actor.ts";
import { auditRow } from "../audit/record.ts";
import { configurationOf } from "../configuration/read-configuration.ts";
import type { Context } from "../context.ts";
import { directoryAgeMsMax } from "../directory/confirm.ts";
import { refreshAccount } from "../directory/refresh.ts";
import { type Credentials, verifyCredentials } from "../users/verify-credentials.ts";

type Site = Omit<Context, "actor">;

/** A new session for a person with the right password: the value of its cookie, or null. Robots have none. @throws DomainError TOO_MANY_REQUESTS */
export async function logIn(site: Site, credentials: Credentials, previous: string | null): Promise<string | null> {
  const verified = await verifyCredentials(site, credentials, []);
  if (verified?.actor.kind !== "user") return null;
  const id = randomBytes(32).toString("base64url");
  const { session_timeout: minutes } = await configurationOf(site);
  await site.commit([
    // The id is never one that somebody could have known before.
    ...(previous === null ? [] : [deleteSession(hashOf(previous))]),
    ...insertSession(hashOf(id), verified.actor.id, minutes),
    audit(site, verified.actor, "login"),
  ]);
  return id;
}

export async function logOut(site: Site, id: string): Promise<void> {
  const found = await findSession(site.store, hashOf(id));
  const user = found && signedIn(found);
  if (user) await site.commit([deleteSession(hashOf(id)), audit(site, user, "logout")]);
}

/**
 * Who the cookie belongs to, or null; what people do keeps their session alive.
 *
 * @throws DomainError UNAVAILABLE for an account of a directory that cannot be asked
 */
export async function sessionUser(site: Site, id: string): Promise<SignedInUser | null> {
  const found = await findSession(site.store, hashOf(id));
  if (!found) return null;
  const ageMs = found.checkedAt === null ? 0 : site.now() - found.checkedAt;
  if (ageMs > directoryAgeMsMax) {
    const account = await refreshAccount(site, found.id, { believedMs: 0 });
    if (account === "gone" || account === "unknown") return null;
    return { kind: "user", id: account.userId, name: account.username, sysadmin: account.sysadmin === 1 };
  }
  if (ageMs > directoryAgeMsMax / 2) {
    const asked = refreshAccount(site, found.id, { believedMs: directoryAgeMsMax / 2 });
    site.background(asked.catch((error: unknown) => site.log("warn", "a session was not confirmed", { error })));
  }
  return signedIn(found);
}

function signedIn({ id, name, sysadmin }: SessionUser): SignedInUser {
  return { kind: "user", id, name, sysadmin: sysadmin === 1 };
}

/** Off the request's path, at most once in half a session's time. */
export function keepAlive(site: Site, id: string): void {
  const renew = configurationOf(site).then(({ session_timeout: minutes }) => site.commit([renewSession(hashOf(id), minutes)]));
  site.background(renew.catch((error: unknown) => site.log("warn", "a session was not renewed", { error })));
}

function audit(site: Site, actor: Actor & SignedInUser, operation: "login" | "logout") {
  const description = `${operation} of ${actor.name}`;
  return auditRow(
    { ...site, actor },
    { operation, resourceType: "user", resource: actor.name, projectId: null, description, success: true },
  );
}

/** What is stored opens nothing. */
function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}

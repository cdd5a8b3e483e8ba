import { bindingsOf, type Store } from "../db.ts";

/**
 * The Durable Object of the site's directory, as the interface its caller declares. The runtime's own stub type cannot express unions of
 * read-only objects, so this is the one place that casts it.
 */
export function directoryStub<Desk>(store: Store): Desk {
  return bindingsOf(store).DIRECTORY_BRIDGE.getByName(theDirectory) as unknown as Desk;
}

/** A site has one directory so far; its object's name leaves room for others. */
const theDirectory = "ldap";

/** Hands a bridge's connection to the object that keeps it. */
export async function connectBridge(store: Store, request: Request): Promise<Response> {
  return bindingsOf(store).DIRECTORY_BRIDGE.getByName(theDirectory).fetch(request);
}

/** Whether this is a standalone server, whose host can ask a directory by itself. */
export function hasDirectoryHost(store: Store): boolean {
  return bindingsOf(store).ROADSTEAD_LDAP !== undefined;
}

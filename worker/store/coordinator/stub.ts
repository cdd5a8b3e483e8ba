import type { RepositoryKey } from "../blob-links.ts";
import { bindingsOf, type Store } from "../db.ts";

/**
 * The coordinator of a repository, as the interface its caller declares. The runtime's own stub type cannot express branded and
 * read-only fields, so this is the one place that casts it.
 */
export function coordinatorOf<Coordinator>(store: Store, repository: RepositoryKey): Coordinator {
  const name = `${repository.projectId}/${repository.path}`;
  return bindingsOf(store).REPOSITORY.getByName(name) as unknown as Coordinator;
}

/** The coordinator whose id a storage key begins with, or null when the key begins with no id of this site's. */
export function coordinatorOfKey<Coordinator>(store: Store, key: string): Coordinator | null {
  const namespace = bindingsOf(store).REPOSITORY;
  try {
    return namespace.get(namespace.idFromString(key.slice(0, key.indexOf("/")))) as unknown as Coordinator;
  } catch {
    return null;
  }
}

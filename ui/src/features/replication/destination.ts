/** What repositories are called at the destination, as runs decide it. */
export interface Namespace {
  readonly namespace: string;
  /** How many of the first components it takes the place of; 0: it stands in front; -1: of all before the last. */
  readonly count: number;
}

export function destinationOf(repository: string, { namespace, count }: Namespace): string {
  if (namespace === "") return repository;
  const components = repository.split("/");
  const kept = count < 0 ? components.slice(-1) : components.slice(Math.min(count, components.length - 1));
  return [namespace, ...kept].join("/");
}

const glob = /[*?[{\\]/;
const invented = ["project", "group", "part", "app"];

/** A repository that a name filter may select, deep enough to show what a namespace does with it. */
export function exampleOf(pattern: string): string {
  const components = pattern.split("/").filter((component) => component !== "");
  const at = components.findIndex((component) => glob.test(component));
  if (at < 0 && components.length > 1) return components.join("/");
  const literal = at < 0 ? components : components.slice(0, at);
  return [...literal, ...invented.slice(Math.min(literal.length, invented.length - 1))].join("/");
}

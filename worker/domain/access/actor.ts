/** Who asks. Whoever switches on `kind` fails closed. */
export type Actor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly id: number; readonly name: string; readonly sysadmin: boolean }
  /** `name` is what it logs in with: `robot$ci`, `robot$project+ci`. */
  | { readonly kind: "robot"; readonly id: number; readonly name: string }
  /** The site itself: bootstrap, cron and consumers. `asPusher`: what it brings into repositories waits for the end of the read-only mode. */
  | { readonly kind: "system"; readonly asPusher?: true };

export type SignedInUser = Extract<Actor, { kind: "user" }>;
export type SignedInActor = Extract<Actor, { kind: "user" | "robot" }>;

/** The name that the audit log shows. */
export function actorName(actor: Actor): string {
  if (actor.kind === "user" || actor.kind === "robot") return actor.name;
  return actor.kind === "system" ? "roadstead" : "anonymous";
}

export function isSysadmin(actor: Actor): boolean {
  return actor.kind === "system" || (actor.kind === "user" && actor.sysadmin);
}

/** Who asks. Robots and groups come beside `user` as further kinds; whoever switches on `kind` fails closed. */
export type Actor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly id: number; readonly name: string; readonly sysadmin: boolean }
  /** The site itself: bootstrap, cron and consumers. */
  | { readonly kind: "system" };

export type SignedInUser = Extract<Actor, { kind: "user" }>;

/** The name that the audit log shows. */
export function actorName(actor: Actor): string {
  if (actor.kind === "user") return actor.name;
  return actor.kind === "system" ? "roadstead" : "anonymous";
}

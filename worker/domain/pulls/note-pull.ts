import { type PullEvent, sendPullEvents } from "../../store/pull-events.ts";
import { actorName } from "../access/actor.ts";
import type { RegistryContext } from "../access/repository-access.ts";
import type { RepositoryName } from "../names/repository-name.ts";

/** Gathered in this isolate since the last sending. */
const gathered = new Map<string, PullEvent>();
let sending: Promise<void> | null = null;

/**
 * Counts a pull without writing on its path: what comes within a second leaves as one batch. An isolate that dies with some in hand
 * loses that second's counts, never a request.
 */
export function notePull(
  ctx: RegistryContext,
  pull: { name: RepositoryName; artifactId: number; digest: string; tag: string | null },
): void {
  const projectId = ctx.access.get(pull.name.full)?.projectId;
  if (projectId === undefined) return;
  const actor = actorName(ctx.actor);
  const key = `${actor}\n${pull.artifactId}\n${pull.tag ?? ""}`;
  const before = gathered.get(key);
  gathered.set(key, {
    id: before?.id ?? crypto.randomUUID(),
    actor,
    projectId,
    artifactId: pull.artifactId,
    repository: pull.name.full,
    digest: pull.digest,
    tag: pull.tag,
    atMs: ctx.now(),
    count: (before?.count ?? 0) + 1,
  });
  sending ??= sendSoon(ctx);
  ctx.background(sending);
}

async function sendSoon(ctx: RegistryContext): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const events = [...gathered.values()];
  gathered.clear();
  sending = null;
  await sendPullEvents(ctx.store, events).catch((error: unknown) =>
    ctx.log("warn", "pull events were not sent", { error, count: events.length }),
  );
}

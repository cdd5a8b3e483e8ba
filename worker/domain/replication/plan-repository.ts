import { isPulledTogether, listPulled, type PulledRow } from "../../store/pulled-repositories.ts";
import type { ReplicationPolicyRow } from "../../store/replication-policies.ts";
import type { TaskBeside } from "../../store/tasks.ts";
import type { Context } from "../context.ts";
import { isPassing, RemoteError } from "../registries/remote-error.ts";
import { selectTags } from "./copy-repository.ts";
import type { Sides } from "./open-sides.ts";
import { type Filter, filtersOf, type RepositoryParameters, type RunParameters } from "./policy.ts";
import { destinationIn, nameFilterOf, selectsRepositoryName, selectsTagName } from "./select.ts";

const referencesEach = 1000;
const pulledEach = 200;

/** A run that is planned. */
export interface PlannedRun {
  readonly ctx: Context;
  readonly policy: ReplicationPolicyRow;
  readonly sides: Sides;
  readonly parameters: RunParameters;
}

/** A repository as both sides have it, in full. */
export type Place = PulledRow;

export interface PlacePage {
  readonly places: readonly Place[];
  /** Null: there are no more. */
  readonly next: string | null;
}

export interface PlannedRepository {
  readonly tasks: readonly TaskBeside[];
  readonly deletions: number;
  readonly inScope: number;
  /** Something of it is copied. */
  readonly isCopied: boolean;
}

export const nothing: PlannedRepository = { tasks: [], deletions: 0, inScope: 0, isCopied: false };

/** What the source lists, as far as the policy selects it. */
export async function listSourcePlaces({ policy, sides }: PlannedRun, after: string): Promise<PlacePage> {
  const filters = filtersOf(policy);
  const { names, next } = await sides.source.listRepositories(nameFilterOf(filters), after);
  const wanted = names.filter((name) => selectsRepositoryName(filters, name));
  return { places: wanted.map((source) => ({ source, destination: destinationIn(policy, source) })), next };
}

/** What was pulled from there by such a policy, also when it is in no list over there any more. */
export async function listPulledPlaces({ ctx, policy, sides }: PlannedRun, after: string): Promise<PlacePage> {
  const filters = filtersOf(policy);
  const pulled = await listPulled(ctx.store, sides.via, after, pulledEach);
  const places = pulled.filter(
    ({ source, destination, sources }) =>
      sources === 1 && selectsRepositoryName(filters, source) && destinationIn(policy, source) === destination,
  );
  return { places, next: pulled.length < pulledEach ? null : (pulled.at(-1)?.destination ?? null) };
}

/** What a run does in a repository that the source lists. */
export async function planListed(run: PlannedRun, place: Place): Promise<PlannedRepository> {
  const { ctx, policy, sides } = run;
  const found = await selectTags(sides.source, policy, place.source);
  const items = found?.selected.length ?? 0;
  const isCopied = items > 0;
  const copy: RepositoryParameters = { ...common(run, place), operation: "copy", items };
  const copies = isCopied ? [{ parameters: copy }] : [];
  if (policy.replicateDeletion === 0) return { ...nothing, tasks: copies, isCopied };
  if (policy.direction === "pull") {
    // What has nothing is looked at among what was pulled.
    if (!found || found.all.length === 0) return nothing;
    if (await isPulledTogether(ctx.store, sides.via, place)) {
      const told: RepositoryParameters = { ...copy, isTogether: true };
      return { ...nothing, tasks: isCopied ? [{ parameters: told }] : [], isCopied };
    }
  }
  const filters = filtersOf(policy);
  const there = await mirrored(run, place, filters);
  const here = new Set(found?.all.map(({ name }) => name));
  const missing = await deleted(
    sides,
    place.source,
    there.filter((tag) => !here.has(tag)),
  );
  return { tasks: [...copies, ...deletionsOf(run, place, missing)], deletions: missing.length, inScope: there.length, isCopied };
}

/** What a run deletes of what was pulled from a repository that is gone, or has no tag any more. */
export async function planPulled(run: PlannedRun, place: Place): Promise<PlannedRepository> {
  const there = await mirrored(run, place, []);
  if (there.length === 0) return nothing;
  const found = await run.sides.source.listTags(place.source, false).catch((error: unknown) => {
    if (!(error instanceof RemoteError) || isPassing(error)) throw error;
    // Harbor and Roadstead hide what an account may not see behind the same answer.
    const what = `whether it is gone is not known, so what was pulled from it stays in ${place.destination}: ${error.message}`;
    throw new RemoteError(error.fault, what, { cause: error });
  });
  if (found && found.length > 0) return nothing;
  const filters = filtersOf(run.policy);
  const missing = there.filter((tag) => selectsTagName(filters, tag));
  return { ...nothing, tasks: deletionsOf(run, place, missing), deletions: missing.length, inScope: missing.length };
}

function common({ parameters: { policyId, dryRun } }: PlannedRun, { source, destination }: Place) {
  return { policyId, dryRun, repository: source, destination };
}

async function mirrored({ sides }: PlannedRun, { destination }: Place, filters: readonly Filter[]): Promise<string[]> {
  return ((await sides.destination.listMirrored(destination)) ?? []).filter((tag) => selectsTagName(filters, tag));
}

function deletionsOf(run: PlannedRun, place: Place, missing: readonly string[]): TaskBeside[] {
  const tasks: TaskBeside[] = [];
  for (let at = 0; at < missing.length; at += referencesEach) {
    const references = missing.slice(at, at + referencesEach);
    const parameters: RepositoryParameters = { ...common(run, place), operation: "deletion", references, items: references.length };
    tasks.push({ parameters, isHeldBack: true });
  }
  return tasks;
}

/** What the other side has and this one never had was made there, by somebody else: nothing was deleted. */
async function deleted({ source, local }: Sides, repository: string, tags: readonly string[]): Promise<string[]> {
  return source === local ? local.knownTags(repository, tags) : [...tags];
}

/** What is accepted as a replication policy (Harbor 2.16 `src/controller/replication/model`). */
import type { ReplicationPolicyFields } from "../../store/replication-policies.ts";
import { DomainError } from "../errors.ts";
import { readSchedule } from "../jobs/schedule-request.ts";
import { repositoryNameOrNull } from "../names/repository-name.ts";
import type { StoredFilter } from "./policy.ts";
import { type GivenFilter, readFilters } from "./read-filters.ts";

/** As it comes in; absent: as it was, or for a new one the usual. */
export interface GivenPolicy {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** Id of a registry; 0 or null: this site. */
  readonly source?: number | null | undefined;
  readonly destination?: number | null | undefined;
  readonly destNamespace?: string | undefined;
  readonly destNamespaceReplaceCount?: number | undefined;
  readonly filters?: readonly GivenFilter[] | undefined;
  readonly trigger?: { readonly type: string; readonly cron: string } | undefined;
  readonly replicateDeletion?: boolean | undefined;
  readonly allowMassDeletion?: boolean | undefined;
  readonly override?: boolean | undefined;
  readonly enabled?: boolean | undefined;
  readonly speed?: number | undefined;
  readonly copyByChunk?: boolean | undefined;
  readonly singleActive?: boolean | undefined;
}

const usual: ReplicationPolicyFields = {
  name: "",
  description: "",
  registryId: 0,
  direction: "push",
  destNamespace: "",
  destNamespaceReplaceCount: -1,
  filters: "[]",
  trigger: "manual",
  cron: "",
  replicateDeletion: 0,
  allowMassDeletion: 0,
  override: 1,
  enabled: 1,
  speed: 0,
  copyByChunk: 0,
  singleActive: 0,
};

/** @param before null: it is a new one. @throws DomainError BAD_REQUEST naming what is wrong */
export function readPolicy(given: GivenPolicy, before: ReplicationPolicyFields | null, nowMs: number): ReplicationPolicyFields {
  const base = before ?? usual;
  const flag = (value: boolean | undefined, kept: number) => (value === undefined ? kept : Number(value));
  const filters = given.filters ? readFilters(given.filters) : (JSON.parse(base.filters) as StoredFilter[]);
  const policy = {
    ...readTexts(given, base),
    ...readSides(given, before),
    ...readTrigger(given, base, nowMs),
    ...readNamespace(given, base, filters),
    filters: JSON.stringify(filters),
    replicateDeletion: flag(given.replicateDeletion, base.replicateDeletion),
    allowMassDeletion: flag(given.allowMassDeletion, base.allowMassDeletion),
    override: flag(given.override, base.override),
    enabled: flag(given.enabled, base.enabled),
    speed: readSpeed(given.speed ?? base.speed),
    copyByChunk: flag(given.copyByChunk, base.copyByChunk),
    singleActive: flag(given.singleActive, base.singleActive),
  };
  if (policy.trigger !== "event_based") return policy;
  if (policy.direction === "pull") throw invalid("trigger.type: event_based is for policies whose source is this site");
  if (policy.singleActive === 1) throw invalid("single_active_replication: a policy that is event_based may run beside itself");
  return policy;
}

function readTexts(given: GivenPolicy, base: ReplicationPolicyFields): Pick<ReplicationPolicyFields, "name" | "description"> {
  const name = (given.name ?? base.name).trim();
  if (name === "" || name.length > 256) throw invalid("name must have 1 to 256 characters");
  const description = given.description ?? base.description;
  if (description.length > 1024) throw invalid("description must have at most 1024 characters");
  return { name, description };
}

/** Exactly one of the two is a registry elsewhere. */
function readSides(given: GivenPolicy, before: ReplicationPolicyFields | null): Pick<ReplicationPolicyFields, "registryId" | "direction"> {
  if (before && given.source === undefined && given.destination === undefined)
    return { registryId: before.registryId, direction: before.direction };
  const [source, destination] = [given.source ?? 0, given.destination ?? 0];
  if (source === 0 && destination === 0)
    throw invalid("one of src_registry and dest_registry must be another registry; both are this site");
  if (source !== 0 && destination !== 0) throw invalid("one of src_registry and dest_registry must be this site (null, or id 0)");
  return source === 0 ? { registryId: destination, direction: "push" } : { registryId: source, direction: "pull" };
}

function readTrigger(
  { trigger }: GivenPolicy,
  base: ReplicationPolicyFields,
  nowMs: number,
): Pick<ReplicationPolicyFields, "trigger" | "cron"> {
  if (!trigger) return { trigger: base.trigger, cron: base.cron };
  if (trigger.type === "manual" || trigger.type === "event_based") return { trigger: trigger.type, cron: "" };
  if (trigger.type !== "scheduled") throw invalid("trigger.type must be manual, scheduled or event_based");
  return { trigger: "scheduled", cron: readCron(trigger.cron, nowMs) };
}

function readCron(text: string, nowMs: number): string {
  const { cron } = readSchedule({ type: "Custom", cron: text }, nowMs);
  const [, minute] = cron.split(/\s+/);
  // Harbor's rule: no replication begins every minute.
  if (minute === "*" || minute === "?") throw invalid("cron: the field of the minutes must not be *");
  return cron;
}

function readNamespace(
  given: GivenPolicy,
  base: ReplicationPolicyFields,
  filters: readonly StoredFilter[],
): Pick<ReplicationPolicyFields, "destNamespace" | "destNamespaceReplaceCount"> {
  const destNamespace = (given.destNamespace ?? base.destNamespace).trim();
  if (destNamespace !== "" && !repositoryNameOrNull(`${destNamespace}/x`))
    throw invalid("dest_namespace must be components of lower-case letters, digits and . _ - inside, with / between");
  const count = given.destNamespaceReplaceCount ?? base.destNamespaceReplaceCount;
  if (!Number.isInteger(count) || count < -1 || count > 127)
    throw invalid("dest_namespace_replace_count must be -1, 0 or a number of components");
  const name = filters.find(({ type }) => type === "name")?.value;
  // A pattern may fit names of any length; one that can be counted is.
  const components = typeof name === "string" && name !== "" && !/[*?[{\\]/.test(name) ? name.split("/").length : null;
  if (destNamespace !== "" && components !== null && count > components - 1)
    throw invalid(`dest_namespace_replace_count: ${String(name)} has ${components - 1} components before its last`);
  return { destNamespace, destNamespaceReplaceCount: count };
}

/** Harbor's -1 is no limit. */
function readSpeed(speed: number): number {
  if (!Number.isInteger(speed) || speed < -1 || speed > 2_147_483_647)
    throw invalid("speed must be a whole number of KB/s, or -1 for no limit");
  return Math.max(speed, 0);
}

function invalid(message: string): DomainError {
  return new DomainError("BAD_REQUEST", { message });
}

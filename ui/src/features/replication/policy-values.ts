/** A policy as the form has it, and as the API takes it. */
import type { ReplicationPolicy } from "../../api/types.ts";

type Filter = NonNullable<ReplicationPolicy["filters"]>[number];
type Decoration = "matches" | "excludes";
export type TriggerType = "manual" | "scheduled" | "event_based";

export interface PolicyValues {
  readonly name: string;
  readonly description: string;
  readonly direction: "push" | "pull";
  /** As a choice of the list; empty: none yet. */
  readonly registryId: string;
  readonly names: string;
  readonly tags: string;
  readonly tagsDecoration: Decoration;
  readonly labels: string[];
  readonly labelsDecoration: Decoration;
  readonly resource: "artifact" | "image";
  readonly namespace: string;
  readonly replaceCount: string;
  readonly trigger: TriggerType;
  readonly cron: string;
  readonly deletion: boolean;
  readonly massDeletion: boolean;
  readonly override: boolean;
  /** KB/s; empty or 0: no limit. */
  readonly speed: number | string;
  readonly byChunk: boolean;
  readonly single: boolean;
  readonly enabled: boolean;
  /** Further filters of a kind, which only the API can make; they stay. */
  readonly others: readonly Filter[];
}

const usual: PolicyValues = {
  name: "",
  description: "",
  direction: "push",
  registryId: "",
  names: "",
  tags: "",
  tagsDecoration: "matches",
  labels: [],
  labelsDecoration: "matches",
  resource: "artifact",
  namespace: "",
  replaceCount: "1",
  trigger: "manual",
  cron: "",
  deletion: false,
  massDeletion: false,
  override: true,
  speed: "",
  byChunk: false,
  single: false,
  enabled: true,
  others: [],
};

/** @param policy null: a new one */
export function valuesOf(policy: ReplicationPolicy | null): PolicyValues {
  if (policy === null) return usual;
  const filters = policy.filters ?? [];
  const [names, tags, labels, resource] = (["name", "tag", "label", "resource"] as const).map((type) =>
    filters.find((filter) => filter.type === type),
  );
  return {
    name: policy.name ?? "",
    description: policy.description ?? "",
    direction: directionOf(policy),
    registryId: String(registryOf(policy)?.id ?? ""),
    names: textOf(names),
    tags: textOf(tags),
    tagsDecoration: decorationOf(tags),
    labels: Array.isArray(labels?.value) ? labels.value.map(String) : [],
    labelsDecoration: decorationOf(labels),
    resource: resource?.value === "image" ? "image" : "artifact",
    namespace: policy.dest_namespace ?? "",
    replaceCount: String(policy.dest_namespace_replace_count ?? -1),
    trigger: (policy.trigger?.type ?? "manual") as TriggerType,
    cron: policy.trigger?.trigger_settings?.cron ?? "",
    deletion: policy.replicate_deletion ?? false,
    massDeletion: policy.allow_mass_deletion ?? false,
    override: policy.override ?? true,
    speed: policy.speed && policy.speed > 0 ? policy.speed : "",
    byChunk: policy.copy_by_chunk ?? false,
    single: policy.single_active_replication ?? false,
    enabled: policy.enabled ?? true,
    others: filters.filter((filter) => ![names, tags, labels, resource].includes(filter)),
  };
}

export function bodyOf(values: PolicyValues): ReplicationPolicy {
  const registry = { id: Number(values.registryId) };
  const isPush = values.direction === "push";
  return {
    name: values.name.trim(),
    description: values.description,
    src_registry: isPush ? null : registry,
    dest_registry: isPush ? registry : null,
    filters: filtersOf(values),
    dest_namespace: values.namespace.trim(),
    dest_namespace_replace_count: Number(values.replaceCount),
    trigger: { type: values.trigger, trigger_settings: { cron: values.trigger === "scheduled" ? values.cron.trim() : "" } },
    replicate_deletion: values.deletion,
    deletion: values.deletion,
    allow_mass_deletion: values.deletion && values.massDeletion,
    override: values.override,
    speed: Number(values.speed) || 0,
    copy_by_chunk: values.byChunk,
    single_active_replication: values.single && values.trigger !== "event_based",
    enabled: values.enabled,
  };
}

export function directionOf({ src_registry: source }: ReplicationPolicy): "push" | "pull" {
  return source?.id ? "pull" : "push";
}

/** The one of the two that is elsewhere. */
export function registryOf(policy: ReplicationPolicy) {
  return directionOf(policy) === "pull" ? policy.src_registry : policy.dest_registry;
}

function filtersOf({ names, tags, tagsDecoration, labels, labelsDecoration, resource, others }: PolicyValues): Filter[] {
  return [
    ...(names.trim() === "" ? [] : [{ type: "name", value: names.trim() }]),
    ...(tags.trim() === "" ? [] : [{ type: "tag", value: tags.trim(), decoration: tagsDecoration }]),
    ...(labels.length === 0 ? [] : [{ type: "label", value: labels, decoration: labelsDecoration }]),
    ...(resource === "image" ? [{ type: "resource", value: "image" }] : []),
    ...others,
  ];
}

function textOf(filter: Filter | undefined): string {
  return typeof filter?.value === "string" ? filter.value : "";
}

function decorationOf(filter: Filter | undefined): Decoration {
  return filter?.decoration === "excludes" ? "excludes" : "matches";
}

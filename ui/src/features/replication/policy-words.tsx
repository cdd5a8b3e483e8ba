import type { ReplicationPolicy } from "../../api/types.ts";
import { useCronWords } from "../../components/cron-input.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { replicationPolicy } from "../../i18n/texts/replication-policy.ts";
import { destinationOf, exampleOf } from "./destination.ts";
import { valuesOf } from "./policy-values.ts";

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What a policy does, in words. */
export function usePolicyWords(): (policy: ReplicationPolicy) => Fact[] {
  const t = useTexts(replicationPolicy);
  const { trigger: begins, triggers } = useTexts(replication);
  const cronWords = useCronWords();
  const format = useFormat();
  return (policy) => {
    const { trigger, cron, namespace, replaceCount, names, deletion, massDeletion, override, speed, byChunk, single } = valuesOf(policy);
    const example = exampleOf(names);
    const there = destinationOf(example, { namespace, count: Number(replaceCount) });
    const how = [...(byChunk ? [t.byChunk] : []), ...(single ? [t.single] : [])];
    return [
      { name: t.selection, value: selectionOf(policy, t) },
      { name: t.named, value: namespace === "" ? t.namedAsHere : t.becomes(example, there) },
      { name: begins, value: trigger === "scheduled" ? `${triggers.scheduled}: ${cronWords(cron)} (UTC)` : triggers[trigger] },
      { name: t.deletions, value: deletion ? (massDeletion ? t.deletionsMass : t.deletionsYes) : t.deletionsNo },
      { name: t.existing, value: override ? t.existingMoved : t.existingKept },
      { name: t.speed, value: speed === "" ? t.unlimited : `${format.number(Number(speed))} KB/s` },
      ...(how.length > 0 ? [{ name: t.how, value: how.join(", ") }] : []),
    ];
  };
}

function selectionOf(policy: ReplicationPolicy, t: (typeof replicationPolicy)["en"]): string {
  const { names, tags, tagsDecoration, labels, labelsDecoration, resource, others } = valuesOf(policy);
  const labelNames = labels.join(", ");
  return [
    names === "" ? t.allRepositories : t.repositoriesLike(names),
    ...(tags === "" ? [] : [tagsDecoration === "excludes" ? t.tagsUnlike(tags) : t.tagsLike(tags)]),
    ...(labels.length === 0 ? [] : [labelsDecoration === "excludes" ? t.notLabelled(labelNames) : t.labelled(labelNames)]),
    ...(resource === "image" ? [t.imagesOnly] : []),
    ...(others.length > 0 ? [t.others(others.length)] : []),
  ].join(", ");
}

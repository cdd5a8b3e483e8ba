import { Group, Text, VisuallyHidden } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import type { ReplicationPolicy } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { directionOf, registryOf } from "./policy-values.ts";

/** From where to where a policy copies. */
export function RouteLine({ policy }: { readonly policy: ReplicationPolicy }) {
  const t = useTexts(replication);
  const there = registryOf(policy)?.name ?? "";
  const [from, to] = directionOf(policy) === "push" ? [t.thisSite, there] : [there, t.thisSite];
  return (
    <>
      <VisuallyHidden>{t.fromTo(from, to)}</VisuallyHidden>
      <Group gap={6} wrap="nowrap" aria-hidden="true">
        <Text component="span" inherit style={{ overflowWrap: "anywhere" }}>
          {from}
        </Text>
        <IconArrowRight size={14} style={{ flexShrink: 0 }} />
        <Text component="span" inherit style={{ overflowWrap: "anywhere" }}>
          {to}
        </Text>
      </Group>
    </>
  );
}

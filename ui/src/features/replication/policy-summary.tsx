import { Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { ReplicationPolicy } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { RegistryState } from "../registries/registry-state.tsx";
import { registryOf } from "./policy-values.ts";
import { usePolicyWords } from "./policy-words.tsx";
import { RouteLine } from "./route-line.tsx";

/** What a policy does, in words, and whether what it is about has arrived. */
export function PolicySummary({ policy }: { readonly policy: ReplicationPolicy }) {
  const t = useTexts(replication);
  const facts = usePolicyWords()(policy);
  const registry = registryOf(policy);
  const pending = policy.pending_changes ?? 0;
  return (
    <Paper withBorder p="md">
      <SimpleGrid component="dl" cols={{ base: 1, sm: 2, lg: 4 }} spacing="md" m={0}>
        <Fact name={t.route}>
          <RouteLine policy={policy} />
          <Text size="xs" c="dimmed" className="code">
            {registry?.url}
          </Text>
          {registry && registry.status !== "healthy" && <RegistryState registry={registry} withReason />}
        </Fact>
        {facts.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </SimpleGrid>
      {policy.trigger?.type === "event_based" && (
        <Text size="sm" mt="md" role="status">
          {pending > 0 ? t.pending(pending) : t.nothingPending}
        </Text>
      )}
    </Paper>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Stack gap={2}>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} style={{ overflowWrap: "anywhere" }}>
        {children}
      </Text>
    </Stack>
  );
}

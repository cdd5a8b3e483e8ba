import { Group, NativeSelect, Text } from "@mantine/core";
import { type ReactNode, useCallback, useId } from "react";
import { useTexts } from "../i18n/language.tsx";
import { pull } from "../i18n/texts/pull.ts";
import { type ArtifactKind, pullClients } from "./clients.ts";
import { Copy } from "./copy.tsx";
import { usePullClient } from "./pull-command.tsx";

/** For the rows of a list: gives the button that copies the pull command for the client chosen last. Asked for once, not in each row. */
export function usePullCopy(): (reference: string, kind: ArtifactKind) => ReactNode {
  const t = useTexts(pull);
  const { client: image, commandFor: imageCommand } = usePullClient("image");
  const { client: chart, commandFor: chartCommand } = usePullClient("chart");
  const { client: other, commandFor: otherCommand } = usePullClient("other");
  return useCallback(
    (reference, kind) => {
      const commands = { image: imageCommand, chart: chartCommand, other: otherCommand };
      const clients = { image, chart, other };
      return <Copy value={commands[kind](reference)} of={t.command(clients[kind])} />;
    },
    [t, image, imageCommand, chart, chartCommand, other, otherCommand],
  );
}

/** Beside a list: which client its copied commands are for. */
export function PullClientSelect({ kind }: { readonly kind: ArtifactKind }) {
  const t = useTexts(pull);
  const id = useId();
  const { client, choose } = usePullClient(kind);
  if (pullClients[kind].length < 2) return null;
  return (
    <Group gap="xs" wrap="nowrap">
      <Text component="label" htmlFor={id} size="sm" c="dimmed">
        {t.copyFor}
      </Text>
      <NativeSelect
        id={id}
        size="xs"
        data={[...pullClients[kind]]}
        value={client}
        onChange={(event) => choose(event.currentTarget.value)}
      />
    </Group>
  );
}

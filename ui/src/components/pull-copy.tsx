import { Group, NativeSelect, Text } from "@mantine/core";
import { useId } from "react";
import { useTexts } from "../i18n/language.tsx";
import { pull } from "../i18n/texts/pull.ts";
import { type ArtifactKind, pullClients } from "./clients.ts";
import { Copy } from "./copy.tsx";
import { usePullClient } from "./pull-command.tsx";

/** In a list: copies the pull command for the client chosen last. */
export function PullCopy({ reference, kind }: { readonly reference: string; readonly kind: ArtifactKind }) {
  const t = useTexts(pull);
  const { client, commandFor } = usePullClient(kind);
  return <Copy value={commandFor(reference)} of={t.command(client)} />;
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

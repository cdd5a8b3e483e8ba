import { SegmentedControl, Stack } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useCallback } from "react";
import { useCurrentUser } from "../api/session.ts";
import { useTexts } from "../i18n/language.tsx";
import { pull } from "../i18n/texts/pull.ts";
import { type ArtifactKind, pullClients, pullCommand, useHost } from "./clients.ts";
import { CommandBlock } from "./copy.tsx";

interface PullCommandProps {
  /** As clients write it: `HOST/PROJECT/REPOSITORY:TAG`, or `…@DIGEST`. */
  readonly reference: string;
  readonly kind: ArtifactKind;
}

/** The command that pulls an artifact, for the client that the person has. */
export function PullCommand({ reference, kind }: PullCommandProps) {
  const t = useTexts(pull);
  const { client, choose, commandFor } = usePullClient(kind);
  const clients = pullClients[kind];
  return (
    <Stack gap="xs" align="stretch">
      {clients.length > 1 && (
        <SegmentedControl
          data={[...clients]}
          value={client}
          onChange={choose}
          aria-label={t.client}
          size="xs"
          style={{ alignSelf: "flex-start" }}
        />
      )}
      <CommandBlock command={commandFor(reference)} label={t.command(client)} />
    </Stack>
  );
}

/** The client chosen last in this browser, among those that pull artifacts of this kind. */
export function usePullClient(kind: ArtifactKind) {
  const [chosen, choose] = useLocalStorage({ key: `roadstead-pull-${kind}`, defaultValue: "", getInitialValueInEffect: false });
  const { isPlain } = useHost();
  const user = useCurrentUser()?.username ?? null;
  const clients = pullClients[kind];
  const client = clients.includes(chosen) ? chosen : (clients[0] ?? "docker");
  const commandFor = useCallback((reference: string) => pullCommand(client, reference, { isPlain, user }), [client, isPlain, user]);
  return { client, choose, commandFor };
}

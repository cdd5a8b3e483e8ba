import { Alert, Box, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useCurrentUser } from "../../api/session.ts";
import { useHost } from "../../components/clients.ts";
import { CommandBlock } from "../../components/copy.tsx";
import { useCopy } from "../../components/use-copy.ts";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { push } from "../../i18n/texts/push.ts";
import { allOf, isLoopback, type PushClient, pushClients, pushSteps } from "./push-steps.ts";

/** Commands that push something small to the project, for the client that the person has; they work as they are pasted. */
export function PushInstructions({ project }: { readonly project: string }) {
  const t = useTexts(push);
  const host = useHost();
  const user = useCurrentUser();
  const [chosen, choose] = useLocalStorage({ key: "roadstead-push", defaultValue: "docker", getInitialValueInEffect: false });
  const client = pushClients.find((one) => one === chosen) ?? "docker";
  const steps = pushSteps(client, { host, project, user: user?.username ?? null });
  const isBare = client === "docker" && host.isPlain && !isLoopback(host.name);
  return (
    <Stack gap="md" ta="start">
      <Text style={{ overflowWrap: "anywhere" }}>{introOf(client, t)(project)}</Text>
      <Box style={{ overflowX: "auto" }}>
        <SegmentedControl data={[...pushClients]} value={client} onChange={choose} aria-label={t.client} size="sm" />
      </Box>
      {isBare && (
        <Alert color="yellow" variant="light">
          {t.plainDocker(host.name)}
        </Alert>
      )}
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {steps.map(({ name, command }, at) => (
          <Stack component="li" key={name} gap={4}>
            <Text fw={600} size="sm">
              {at + 1}. {t[name]}
            </Text>
            <CommandBlock command={command} label={t[name]} />
          </Stack>
        ))}
      </Stack>
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" flex={1} miw={220}>
          {t.password}
        </Text>
        <CopyAll text={allOf(steps)} />
      </Group>
    </Stack>
  );
}

function CopyAll({ text }: { readonly text: string }) {
  const t = useTexts(push);
  const c = useTexts(common);
  const { outcome, copy } = useCopy(text);
  const Icon = outcome === "copied" ? IconCheck : IconCopy;
  return (
    <>
      <Button variant="default" leftSection={<Icon size={16} aria-hidden="true" />} onClick={() => void copy()}>
        {outcome === "copied" ? c.copied : t.copyAll}
      </Button>
      {outcome === "failed" && (
        <Text size="sm" role="alert">
          {c.copyFailed}
        </Text>
      )}
    </>
  );
}

function introOf(client: PushClient, t: (typeof push)["en"]) {
  if (client === "helm") return t.introChart;
  return client === "oras" ? t.introFile : t.intro;
}

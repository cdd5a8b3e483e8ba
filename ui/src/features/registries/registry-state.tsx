import { Badge, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconLock, IconLockOpen } from "@tabler/icons-react";
import type { Registry } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { registries } from "../../i18n/texts/registries.ts";
import { connectionHelp } from "./connection-help.ts";

/** Whether it answered when it was asked last, and why it did not. */
export function RegistryState({ registry, withReason = false }: { readonly registry: Registry; readonly withReason?: boolean }) {
  const t = useTexts(registries);
  const { status, status_reason: reason = "" } = registry;
  if (status === "healthy")
    return (
      <Badge color="teal" miw="max-content" leftSection={<IconCheck size={12} aria-hidden="true" />}>
        {t.healthy}
      </Badge>
    );
  const help = connectionHelp(reason, t.helps);
  return (
    <Stack gap={4} align="flex-start">
      <Badge color="red" miw="max-content" leftSection={<IconAlertTriangle size={12} aria-hidden="true" />} title={reason}>
        {t.unhealthy}
      </Badge>
      {withReason && reason !== "" && (
        <Text size="xs" maw={320} style={{ overflowWrap: "anywhere" }}>
          {reason}
        </Text>
      )}
      {withReason && help && (
        <Text size="xs" c="dimmed" maw={320}>
          {help}
        </Text>
      )}
    </Stack>
  );
}

/** Certificates are always verified; only the authority may be one's own. */
export function RegistryTls({ registry }: { readonly registry: Registry }) {
  const t = useTexts(registries);
  if (!registry.url?.startsWith("https:"))
    return (
      <Badge color="yellow" leftSection={<IconLockOpen size={12} aria-hidden="true" />}>
        {t.plain}
      </Badge>
    );
  return (
    <Badge color="gray" leftSection={<IconLock size={12} aria-hidden="true" />}>
      {registry.ca_certificate ? t.verifiedByOwn : t.verified}
    </Badge>
  );
}

import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClock, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";

interface Look {
  readonly color: string;
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: "true" }>;
}

const unknown: Look = { color: "gray", icon: IconClock };
const looks: Readonly<Record<string, Look>> = {
  Pending: unknown,
  InProgress: { color: "blue", icon: IconRefresh },
  Succeed: { color: "teal", icon: IconCheck },
  Failed: { color: "red", icon: IconAlertTriangle },
  Stopped: { color: "yellow", icon: IconPlayerStop },
};

/** How a run, or a task of one, stands. */
export function RunState({ status }: { readonly status: string }) {
  const { states } = useTexts(replication);
  const { color, icon: Icon } = looks[status] ?? unknown;
  return (
    <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden="true" />}>
      {(states as Readonly<Record<string, string>>)[status] ?? status}
    </Badge>
  );
}

import { Badge } from "@mantine/core";
import { IconCheck, IconClock, IconHandStop, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useTexts } from "../../i18n/language.tsx";
import { systemJob } from "../../i18n/texts/system-job.ts";

const looks = {
  Pending: { color: "gray", Icon: IconClock },
  Running: { color: "blue", Icon: IconPlayerPlay },
  Success: { color: "teal", Icon: IconCheck },
  Error: { color: "red", Icon: IconX },
  Stopped: { color: "yellow", Icon: IconHandStop },
} as const;

export function RunStatus({ status }: { readonly status: string }) {
  const t = useTexts(systemJob);
  const { color, Icon } = looks[status as keyof typeof looks] ?? looks.Pending;
  return (
    <Badge color={color} leftSection={<Icon size={12} aria-hidden="true" />}>
      {t.statuses[status] ?? status}
    </Badge>
  );
}

import { Badge, Group } from "@mantine/core";
import { IconAlertTriangle, IconClockOff } from "@tabler/icons-react";
import type { Robot } from "../../api/types.ts";
import { Time } from "../../components/time.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { robots } from "../../i18n/texts/robots.ts";

const soonMs = 14 * 86_400_000;

/** When a robot can no longer log in, with a warning two weeks before. */
export function RobotExpiry({ robot }: { readonly robot: Pick<Robot, "expires_at"> }) {
  const t = useTexts(robots);
  const c = useTexts(common);
  if (robot.expires_at === -1) return <>{c.never}</>;
  const leftMs = robot.expires_at * 1000 - Date.now();
  const at = <Time at={new Date(robot.expires_at * 1000).toISOString()} />;
  if (leftMs > soonMs) return at;
  return (
    <Group gap="xs">
      {leftMs <= 0 ? (
        <Badge color="red" leftSection={<IconClockOff size={12} />}>
          {t.expired}
        </Badge>
      ) : (
        <Badge color="yellow" leftSection={<IconAlertTriangle size={12} />}>
          {t.soon}
        </Badge>
      )}
      {at}
    </Group>
  );
}

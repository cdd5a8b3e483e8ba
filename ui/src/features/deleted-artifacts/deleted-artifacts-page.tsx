import { Group, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { systemInfoQuery } from "../../api/session.ts";
import type { DeletedArtifact } from "../../api/types.ts";
import { useDialog } from "../../components/dialog.tsx";
import { FilterInput } from "../../components/filter-input.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { deletedArtifacts as texts } from "../../i18n/texts/deleted-artifacts.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { DeletedArtifactsTable } from "./deleted-artifacts-table.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";

/** What can still be brought back, and how long. */
export function DeletedArtifactsPage() {
  const t = useTexts(texts);
  const { data: site } = useSuspenseQuery(systemInfoQuery);
  const restoring = useDialog<DeletedArtifact>();
  const seconds = site.trash_retention ?? 0;
  return (
    <ProjectFrame tab={t.title}>
      <Text c="dimmed" maw={720}>
        {seconds > 0 ? t.help(durationText(seconds, t)) : t.helpOff}
      </Text>
      <Group>
        <FilterInput label={t.filter} />
      </Group>
      <DeletedArtifactsTable onRestore={restoring.open} />
      <RestoreDialog deleted={restoring.subject} opened={restoring.opened} onClose={restoring.close} />
    </ProjectFrame>
  );
}

/** In the largest unit that says it without a rest; tests keep things for seconds, people for days. */
function durationText(seconds: number, t: (typeof texts)["en"]): string {
  if (seconds % 86_400 === 0) return t.days(seconds / 86_400);
  return seconds % 3600 === 0 ? t.hours(seconds / 3600) : t.minutes(Math.max(1, Math.round(seconds / 60)));
}

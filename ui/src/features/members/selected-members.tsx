import { Button, Group, Text } from "@mantine/core";
import type { Member } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { members as texts } from "../../i18n/texts/members.ts";
import { useProject } from "../projects/use-project.ts";

interface SelectedMembersProps {
  readonly members: readonly Member[];
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

/** What can be done with all that are selected. */
export function SelectedMembers({ members, onChange, onRemove }: SelectedMembersProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { may } = useProject();
  if (members.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={c.actions}>
      <Text size="sm" fw={550} role="status">
        {c.selected(members.length)}
      </Text>
      {may("member:update") && (
        <Button size="xs" variant="default" onClick={onChange}>
          {t.change}
        </Button>
      )}
      {may("member:delete") && (
        <Button size="xs" variant="outline" color="red" onClick={onRemove}>
          {c.remove}
        </Button>
      )}
    </Group>
  );
}

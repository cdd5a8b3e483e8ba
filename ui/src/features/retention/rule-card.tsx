import { ActionIcon, Badge, Group, Paper, Stack, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconAlertTriangle, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { RetentionMetadata } from "../../api/types.ts";
import { RowMenu } from "../../components/row-menu.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { retention as texts } from "../../i18n/texts/retention.ts";
import { selectors as selectorTexts } from "../../i18n/texts/selectors.ts";
import { Sentence } from "../selectors/sentence.tsx";
import type { DraftRule } from "./draft.ts";
import { RuleEditor } from "./rule-editor.tsx";
import { ruleSentence } from "./rule-sentence.ts";

interface RuleCardProps {
  readonly rule: DraftRule;
  /** From 1. */
  readonly place: number;
  readonly metadata: RetentionMetadata;
  readonly isOpen: boolean;
  readonly isUnfinished: boolean;
  readonly isLast: boolean;
  readonly mayChange: boolean;
  readonly onChange: (rule: DraftRule) => void;
  readonly onToggle: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onDelete: () => void;
}

/** A rule as a sentence, and its parts while it is edited. */
export function RuleCard(props: RuleCardProps) {
  const { rule, place, metadata, isOpen, isUnfinished, isLast, mayChange, onChange, onToggle, onMove, onDelete } = props;
  const t = useTexts(texts);
  const c = useTexts(common);
  const s = useTexts(selectorTexts);
  const editor = useRef<HTMLDivElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Who opens it goes on in it, and comes back to where it was opened.
    if (isOpen) editor.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    else if (wasOpen.current) edit.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <Paper component="li" withBorder p="sm" aria-label={t.rule(place)} style={{ listStyle: "none" }}>
      <Stack gap="sm">
        <Group wrap="nowrap" align="flex-start" gap="sm">
          <Badge circle size="lg" aria-hidden="true" color={rule.isDisabled ? "gray" : "harbour"}>
            {place}
          </Badge>
          <Group gap="xs" flex={1} miw={0} style={{ opacity: rule.isDisabled ? 0.75 : 1 }}>
            <Sentence text={ruleSentence(rule, t, s)} style={{ overflowWrap: "anywhere" }} />
            {rule.isDisabled && (
              <Badge color="gray" leftSection={<IconPlayerPause size={12} aria-hidden="true" />}>
                {t.off}
              </Badge>
            )}
            {isUnfinished && (
              <Badge color="red" leftSection={<IconAlertTriangle size={12} aria-hidden="true" />}>
                {t.unfinished}
              </Badge>
            )}
          </Group>
          {mayChange && (
            <Group gap={2} wrap="nowrap">
              <Tooltip label={isOpen ? t.done : c.edit}>
                <ActionIcon
                  ref={edit}
                  variant={isOpen ? "light" : "subtle"}
                  color={isOpen ? "harbour" : "gray"}
                  aria-expanded={isOpen}
                  aria-label={`${c.edit}: ${t.rule(place)}`}
                  onClick={onToggle}
                >
                  <IconPencil size={18} />
                </ActionIcon>
              </Tooltip>
              <RowMenu
                label={t.ruleActions(place)}
                actions={[
                  {
                    text: rule.isDisabled ? t.turnOn : t.turnOff,
                    icon: rule.isDisabled ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />,
                    onClick: () => onChange({ ...rule, isDisabled: !rule.isDisabled }),
                  },
                  place > 1 && { text: t.up, icon: <IconArrowUp size={16} />, onClick: () => onMove(-1) },
                  !isLast && { text: t.down, icon: <IconArrowDown size={16} />, onClick: () => onMove(1) },
                  { text: c.delete, icon: <IconTrash size={16} />, onClick: onDelete, isDestructive: true },
                ]}
              />
            </Group>
          )}
        </Group>
        {isOpen && (
          <div ref={editor}>
            <RuleEditor rule={rule} metadata={metadata} onChange={onChange} onDone={onToggle} />
          </div>
        )}
      </Stack>
    </Paper>
  );
}

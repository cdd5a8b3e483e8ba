import { Box, Group, Paper, Stack, Switch } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Project } from "../../api/types.ts";
import { RowMenu } from "../../components/row-menu.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { immutability as texts } from "../../i18n/texts/immutability.ts";
import { selectors as selectorTexts } from "../../i18n/texts/selectors.ts";
import { repositoriesPhrase, tagNamesPhrase } from "../selectors/phrases.ts";
import { plain, Sentence } from "../selectors/sentence.tsx";
import { HeldTags } from "./held-tags.tsx";
import type { SavedRule } from "./queries.ts";

interface RuleListProps {
  readonly project: Project;
  readonly rules: readonly SavedRule[];
  readonly may: (right: string) => boolean;
  readonly onEdit: (rule: SavedRule) => void;
  readonly onDelete: (rule: SavedRule) => void;
  readonly onTurn: (rule: SavedRule, isDisabled: boolean) => Promise<void>;
}

export function RuleList({ project, rules, may, onEdit, onDelete, onTurn }: RuleListProps) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const s = useTexts(selectorTexts);
  const [turning, setTurning] = useState<number | null>(null);
  const turn = async (rule: SavedRule, isDisabled: boolean) => {
    setTurning(rule.id);
    await onTurn(rule, isDisabled);
    setTurning(null);
  };
  return (
    <Box component="ul" p={0} m={0} style={{ display: "grid", gap: "var(--mantine-spacing-xs)" }}>
      {rules.map((rule) => {
        const sentence = t.sentence(tagNamesPhrase(rule.selection, s), repositoriesPhrase(rule.selection, s));
        return (
          <Paper component="li" key={rule.id} withBorder p="sm" style={{ listStyle: "none" }}>
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Switch
                checked={!rule.isDisabled}
                disabled={!may("immutable-tag:update") || turning === rule.id}
                onChange={(event) => void turn(rule, !event.currentTarget.checked)}
                aria-label={t.isOn(plain(sentence))}
                mt={2}
              />
              <Stack gap={4} flex={1} miw={0}>
                <Sentence text={sentence} {...(rule.isDisabled ? { c: "dimmed" } : {})} />
                {rule.isDisabled ? (
                  <Sentence text={t.isOff} size="sm" c="dimmed" />
                ) : (
                  <HeldTags project={project} selection={rule.selection} />
                )}
              </Stack>
              <RowMenu
                label={t.ruleActions(plain(sentence))}
                actions={[
                  may("immutable-tag:update") && { text: c.edit, icon: <IconPencil size={16} />, onClick: () => onEdit(rule) },
                  may("immutable-tag:delete") && {
                    text: c.delete,
                    icon: <IconTrash size={16} />,
                    onClick: () => onDelete(rule),
                    isDestructive: true,
                  },
                ]}
              />
            </Group>
          </Paper>
        );
      })}
    </Box>
  );
}

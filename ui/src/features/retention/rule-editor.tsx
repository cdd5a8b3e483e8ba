import { Button, Checkbox, Group, NumberInput, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import type { RetentionMetadata } from "../../api/types.ts";
import { useTexts } from "../../i18n/language.tsx";
import { retention as texts } from "../../i18n/texts/retention.ts";
import { selectors as selectorTexts } from "../../i18n/texts/selectors.ts";
import { ConditionList } from "../selectors/condition-list.tsx";
import type { DraftRule } from "./draft.ts";

interface RuleEditorProps {
  readonly rule: DraftRule;
  readonly metadata: RetentionMetadata;
  readonly onChange: (rule: DraftRule) => void;
  readonly onDone: () => void;
}

/** The parts of one rule. Each change counts at once. */
export function RuleEditor({ rule, metadata, onChange, onDone }: RuleEditorProps) {
  const t = useTexts(texts);
  const s = useTexts(selectorTexts);
  const { selection, template, amount } = rule;
  const unit = metadata.templates.find(({ rule_template: name }) => name === template)?.params[0]?.unit;
  const isAmountWrong = unit !== undefined && (amount === "" || !Number.isInteger(amount) || amount < 0 || amount > 1_000_000);
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start">
        <Select
          label={t.keep}
          data={metadata.templates.map(({ rule_template: name, display_text: text }) => ({
            value: name,
            label: t.templates[name] ?? text,
          }))}
          value={template}
          onChange={(next) => next && onChange({ ...rule, template: next, amount: unitOf(metadata, next) ? amount || 10 : "" })}
          allowDeselect={false}
          withCheckIcon={false}
          data-autofocus
          w={{ base: "100%", xs: 280 }}
        />
        {unit !== undefined && (
          <NumberInput
            label={unit === "DAYS" ? t.howManyDays : t.howMany}
            value={amount}
            onChange={(next) => onChange({ ...rule, amount: typeof next === "number" ? next : "" })}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            error={isAmountWrong && t.amountProblem}
            w={140}
          />
        )}
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        <ConditionList
          of="repositories"
          value={selection.repositories}
          onChange={(repositories) => onChange({ ...rule, selection: { ...selection, repositories } })}
        />
        <ConditionList of="tags" value={selection.tags} onChange={(tags) => onChange({ ...rule, selection: { ...selection, tags } })} />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {s.patternHelp}
      </Text>
      <Group justify="space-between">
        <Checkbox
          label={t.withUntagged}
          checked={selection.withUntagged}
          onChange={(event) => onChange({ ...rule, selection: { ...selection, withUntagged: event.currentTarget.checked } })}
        />
        <Button size="xs" variant="light" onClick={onDone}>
          {t.done}
        </Button>
      </Group>
    </Stack>
  );
}

function unitOf(metadata: RetentionMetadata, template: string): string | undefined {
  return metadata.templates.find(({ rule_template: name }) => name === template)?.params[0]?.unit;
}

import { Alert, Box, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconFilterPlus, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { RetentionMetadata } from "../../api/types.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { retention as texts } from "../../i18n/texts/retention.ts";
import { type Draft, type DraftRule, moved, newRule, ruleProblem, rulesMax, type TakesAmount, twins } from "./draft.ts";
import { RuleCard } from "./rule-card.tsx";

interface RuleBuilderProps {
  readonly draft: Draft;
  readonly metadata: RetentionMetadata;
  readonly takesAmount: TakesAmount;
  readonly mayChange: boolean;
  readonly onChange: (rules: readonly DraftRule[]) => void;
}

/** The rules of a policy, in their order: the first that keeps an artifact is the one that is named. */
export function RuleBuilder({ draft, metadata, takesAmount, mayChange, onChange }: RuleBuilderProps) {
  const t = useTexts(texts);
  const [openKey, setOpenKey] = useState<number | null>(null);
  const { rules } = draft;
  const same = twins(draft);
  const add = () => {
    const rule = newRule();
    onChange([...rules, rule]);
    setOpenKey(rule.key);
  };
  const addButton = mayChange && rules.length < rulesMax && (
    <Button variant={rules.length === 0 ? "filled" : "light"} leftSection={<IconPlus size={16} />} onClick={add}>
      {t.addRule}
    </Button>
  );
  if (rules.length === 0) {
    return (
      <EmptyState icon={<IconFilterPlus />} title={t.none} action={addButton}>
        {t.noneHelp}
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm">
      <Box component="ol" p={0} m={0} style={{ display: "grid", gap: "var(--mantine-spacing-xs)" }}>
        {rules.map((rule, index) => (
          <RuleCard
            key={rule.key}
            rule={rule}
            place={index + 1}
            metadata={metadata}
            isOpen={rule.key === openKey}
            isUnfinished={ruleProblem(rule, takesAmount) !== null}
            isLast={index === rules.length - 1}
            mayChange={mayChange}
            onChange={(next) => onChange(rules.map((one) => (one.key === next.key ? next : one)))}
            onToggle={() => setOpenKey(rule.key === openKey ? null : rule.key)}
            onMove={(by) => onChange(moved(rules, index, by))}
            onDelete={() => onChange(rules.filter(({ key }) => key !== rule.key))}
          />
        ))}
      </Box>
      {same && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} />} role="alert">
          {t.twins(...same)}
        </Alert>
      )}
      <Group>{addButton || (mayChange && <Text c="dimmed">{t.rulesFull(rulesMax)}</Text>)}</Group>
    </Stack>
  );
}

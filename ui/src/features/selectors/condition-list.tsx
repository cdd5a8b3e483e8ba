import { ActionIcon, Button, Fieldset, Group, Select, Stack, TextInput, Tooltip } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTexts } from "../../i18n/language.tsx";
import { selectors as texts } from "../../i18n/texts/selectors.ts";
import { type Condition, patternProblem } from "./selectors.ts";

interface ConditionListProps {
  readonly of: "repositories" | "tags";
  readonly value: readonly Condition[];
  readonly onChange: (value: readonly Condition[]) => void;
}

const examples = { repositories: "team/**", tags: "v*" };

/** Which names a rule applies to: each line a pattern that they match, or do not. */
export function ConditionList({ of, value, onChange }: ConditionListProps) {
  const t = useTexts(texts);
  const change = (index: number, next: Partial<Condition>) => onChange(value.map((one, at) => (at === index ? { ...one, ...next } : one)));
  return (
    <Fieldset legend={t[of]} p="sm" pt={4}>
      <Stack gap="xs">
        {value.map(({ isMatch, pattern }, index) => {
          const problem = patternProblem(pattern);
          return (
            // oxlint-disable-next-line react/no-array-index-key -- lines have no name but their place, and are changed in place
            <Group key={index} gap="xs" align="flex-start" wrap="nowrap">
              <Select
                aria-label={t.how(t[of], index + 1)}
                data={[
                  { value: "yes", label: t.matching },
                  { value: "no", label: t.excluding },
                ]}
                value={isMatch ? "yes" : "no"}
                onChange={(next) => change(index, { isMatch: next !== "no" })}
                allowDeselect={false}
                withCheckIcon={false}
                w={{ base: 128, sm: 150 }}
              />
              <TextInput
                aria-label={t.pattern(t[of], index + 1)}
                value={pattern}
                onChange={(event) => change(index, { pattern: event.currentTarget.value })}
                placeholder={examples[of]}
                error={problem && t[problem]}
                spellCheck={false}
                autoCapitalize="none"
                autoComplete="off"
                classNames={{ input: "code" }}
                flex={1}
                miw={0}
              />
              {value.length > 1 && (
                <Tooltip label={t.removeCondition}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={36}
                    aria-label={`${t.removeCondition}: ${pattern}`}
                    onClick={() => onChange(value.filter((_, at) => at !== index))}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                </Tooltip>
              )}
            </Group>
          );
        })}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => onChange([...value, { isMatch: false, pattern: "" }])}
        >
          {t.addCondition}
        </Button>
      </Stack>
    </Fieldset>
  );
}

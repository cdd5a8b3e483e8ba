import { Paper, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import type { Project } from "../../api/types.ts";
import { Dialog } from "../../components/dialog.tsx";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { immutability as texts } from "../../i18n/texts/immutability.ts";
import { selectors as selectorTexts } from "../../i18n/texts/selectors.ts";
import { ConditionList } from "../selectors/condition-list.tsx";
import { repositoriesPhrase, tagNamesPhrase } from "../selectors/phrases.ts";
import { hasProblem, type Selection } from "../selectors/selectors.ts";
import { Sentence } from "../selectors/sentence.tsx";
import { HeldTags } from "./held-tags.tsx";
import type { SavedRule } from "./queries.ts";

interface RuleDialogProps {
  readonly project: Project;
  readonly opened: boolean;
  /** What is edited. */
  readonly rule: SavedRule | null;
  readonly onClose: () => void;
  readonly save: (rule: SavedRule) => Promise<unknown>;
}

/** A rule's patterns, with the sentence that they make and what it would hold. */
export function RuleDialog({ project, opened, rule, onClose, save }: RuleDialogProps) {
  const t = useTexts(texts);
  return (
    <Dialog opened={opened} onClose={onClose} title={rule?.id === null ? t.addRule : t.editRule}>
      {rule && <Form project={project} rule={rule} onClose={onClose} save={save} />}
    </Dialog>
  );
}

function Form({ project, rule, onClose, save }: Omit<RuleDialogProps, "opened" | "rule"> & { readonly rule: SavedRule }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const s = useTexts(selectorTexts);
  const form = useForm<{ selection: Selection }>({
    initialValues: { selection: rule.selection },
    // The line says itself what is wrong with it.
    validate: { selection: (selection) => (hasProblem(selection) ? true : null) },
  });
  const { selection } = form.values;
  const [tried] = useDebouncedValue(selection, 350);
  const change = (next: Partial<Selection>) => form.setFieldValue("selection", { ...selection, ...next });
  return (
    <SavingForm
      form={form}
      verb={rule.id === null ? c.add : c.save}
      save={async (values) => save({ ...rule, selection: values.selection })}
      onCancel={onClose}
    >
      <ConditionList of="repositories" value={selection.repositories} onChange={(repositories) => change({ repositories })} />
      <ConditionList of="tags" value={selection.tags} onChange={(tags) => change({ tags })} />
      <Text size="xs" c="dimmed">
        {s.patternHelp}
      </Text>
      <Paper withBorder p="sm">
        <Stack gap={4}>
          <Sentence text={t.sentence(tagNamesPhrase(selection, s), repositoriesPhrase(selection, s))} />
          {!hasProblem(tried) && <HeldTags project={project} selection={tried} examples={8} />}
        </Stack>
      </Paper>
    </SavingForm>
  );
}

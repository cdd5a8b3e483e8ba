import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconPencilExclamation } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Project, RetentionMetadata, RetentionPolicy } from "../../api/types.ts";
import { CronInput } from "../../components/cron-input.tsx";
import { ErrorMessage } from "../../components/error-message.tsx";
import { LeaveGuard } from "../../components/leave-guard.tsx";
import { Panel } from "../../components/panel.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { retention as texts } from "../../i18n/texts/retention.ts";
import { policyIdOf, useRetentionChanges } from "./changes.ts";
import { areRulesValid, type Draft, draftOf, isCronValid, isSame, policyOf } from "./draft.ts";
import { Preview } from "./preview.tsx";
import { RuleBuilder } from "./rule-builder.tsx";
import { RunNowDialog } from "./run-now-dialog.tsx";
import { Runs, StartButtons } from "./runs.tsx";

interface PolicyEditorProps {
  readonly project: Project;
  /** As it is saved; null: there is none yet. */
  readonly policy: RetentionPolicy | null;
  readonly metadata: RetentionMetadata;
  readonly mayChange: boolean;
  readonly shownRun: number | null;
  readonly onShowRun: (executionId: number | null) => void;
}

const previewDelayMs = 350;

/** The rules and the schedule, what they would do, and what was done by them. */
export function PolicyEditor({ project, policy, metadata, mayChange, shownRun, onShowRun }: PolicyEditorProps) {
  const t = useTexts(texts);
  const saved = useMemo(() => draftOf(policy), [policy]);
  // Null: nothing is changed, and what others save is shown.
  const [edited, setEdited] = useState<Draft | null>(null);
  const [isAsking, setAsking] = useState(false);
  const draft = edited ?? saved;
  const isDirty = edited !== null && !isSame(edited, saved);
  const takesAmount = (template: string) =>
    (metadata.templates.find(({ rule_template: name }) => name === template)?.params.length ?? 0) > 0;
  const isValid = areRulesValid(draft, takesAmount);
  const [tried] = useDebouncedValue(draft, previewDelayMs);
  const policyId = policyIdOf(project);
  return (
    <Stack gap="lg">
      <LeaveGuard isDirty={isDirty} />
      <Panel title={t.rules} description={t.rulesHelp}>
        <RuleBuilder
          draft={draft}
          metadata={metadata}
          takesAmount={takesAmount}
          mayChange={mayChange}
          onChange={(rules) => setEdited({ ...draft, rules })}
        />
      </Panel>
      {draft.rules.length > 0 && (
        <Panel title={t.dryRun} description={t.dryRunHelp}>
          {isValid && areRulesValid(tried, takesAmount) ? (
            <Preview policy={policyOf(tried, project.project_id)} project={project} />
          ) : (
            <Text c="dimmed">{t.finishFirst}</Text>
          )}
        </Panel>
      )}
      {mayChange && (draft.rules.length > 0 || policyId !== null) && (
        <Panel title={t.schedule}>
          <CronInput label={t.scheduleLabel} value={draft.cron} onChange={(cron) => setEdited({ ...draft, cron })} />
        </Panel>
      )}
      {isDirty && (
        <SaveBar
          project={project}
          draft={draft}
          problem={isValid ? (isCronValid(draft) ? null : t.scheduleProblem) : t.finishFirst}
          onDiscard={() => setEdited(null)}
          onSaved={() => setEdited(null)}
        />
      )}
      {policyId !== null && policy && (
        <Panel
          title={t.runs}
          {...(isDirty ? { description: t.saveFirst } : {})}
          actions={
            mayChange &&
            saved.rules.length > 0 && (
              <StartButtons project={project} isDirty={isDirty} onAskRun={() => setAsking(true)} onStarted={onShowRun} />
            )
          }
        >
          <Runs project={project} policyId={policyId} mayChange={mayChange} shown={shownRun} onShow={onShowRun} />
          <RunNowDialog opened={isAsking} project={project} policy={policyOf(saved, project.project_id)} onClose={() => setAsking(false)} />
        </Panel>
      )}
    </Stack>
  );
}

interface SaveBarProps {
  readonly project: Project;
  readonly draft: Draft;
  /** Why it cannot be saved as it is. */
  readonly problem: string | null;
  readonly onDiscard: () => void;
  readonly onSaved: () => void;
}

/** In sight as long as something is not saved. */
function SaveBar({ project, draft, problem, onDiscard, onSaved }: SaveBarProps) {
  const t = useTexts(texts);
  const { save } = useRetentionChanges(project);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await save(draft);
      notifications.show({ message: t.saved, color: "teal" });
      onSaved();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Paper withBorder shadow="md" p="sm" pos="sticky" bottom={12} style={{ zIndex: 3 }}>
      <Stack gap="sm">
        {failure !== null && <ErrorMessage error={failure} />}
        <Group justify="space-between" gap="sm">
          <Group gap="xs" wrap="nowrap">
            <IconPencilExclamation size={18} aria-hidden="true" />
            <Text size="sm" role="status">
              {problem ?? t.unsaved}
            </Text>
          </Group>
          <Group gap="xs">
            <Button variant="default" onClick={onDiscard} disabled={isBusy}>
              {t.discard}
            </Button>
            <Button loading={isBusy} disabled={problem !== null} onClick={() => void submit()}>
              {t.save}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}

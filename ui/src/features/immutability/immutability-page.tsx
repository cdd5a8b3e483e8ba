import { Button, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLock, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useDialog } from "../../components/dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorMessage, explain } from "../../components/error-message.tsx";
import { TableSkeleton } from "../../components/page-skeleton.tsx";
import { Panel } from "../../components/panel.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { errors } from "../../i18n/texts/errors.ts";
import { immutability as texts } from "../../i18n/texts/immutability.ts";
import { projectFrame } from "../../i18n/texts/project-frame.ts";
import { selectors as selectorTexts } from "../../i18n/texts/selectors.ts";
import { ProjectFrame } from "../projects/project-frame.tsx";
import { useProject } from "../projects/use-project.ts";
import { repositoriesPhrase, tagNamesPhrase } from "../selectors/phrases.ts";
import { everything, selectionOf } from "../selectors/selectors.ts";
import { Sentence } from "../selectors/sentence.tsx";
import { deleteImmutableRule, immutableRulesQuery, type SavedRule, saveImmutableRule } from "./queries.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { RuleList } from "./rule-list.tsx";

const newRule: SavedRule = { id: null, isDisabled: false, selection: everything };

export function ImmutabilityPage() {
  const f = useTexts(projectFrame);
  const t = useTexts(texts);
  const { may } = useProject();
  const editing = useDialog<SavedRule>();
  const add = may("immutable-tag:create") && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => editing.open(newRule)}>
      {t.addRule}
    </Button>
  );
  return (
    <ProjectFrame tab={f.immutability}>
      <Panel title={f.immutability} description={t.help} actions={add}>
        <Rules editing={editing} />
      </Panel>
    </ProjectFrame>
  );
}

function Rules({ editing }: { readonly editing: ReturnType<typeof useDialog<SavedRule>> }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const e = useTexts(errors);
  const s = useTexts(selectorTexts);
  const { project, may } = useProject();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(immutableRulesQuery(project));
  const deleting = useDialog<SavedRule>();
  const renewed = () => queryClient.invalidateQueries({ queryKey: immutableRulesQuery(project).queryKey });
  const save = async (rule: SavedRule) => {
    await saveImmutableRule(project, rule);
    await renewed();
    notifications.show({ message: t.saved, color: "teal" });
    editing.close();
  };
  const turn = async (rule: SavedRule, isDisabled: boolean) => {
    try {
      await saveImmutableRule(project, { ...rule, isDisabled });
      await renewed();
    } catch (failure) {
      const { title, help } = explain(failure, e);
      notifications.show({ title, message: help, color: "red" });
    }
  };
  const remove = async () => {
    await deleteImmutableRule(project, deleting.subject?.id ?? 0);
    await renewed();
    notifications.show({ message: t.deleted, color: "teal" });
  };
  if (error && !data) return <ErrorMessage error={error} retry={() => void refetch()} />;
  if (!data) return <TableSkeleton rows={3} />;
  const rules = data.items.map((rule) => ({
    id: rule.id ?? 0,
    isDisabled: rule.disabled === true,
    selection: selectionOf(rule),
  }));
  return (
    <>
      {rules.length === 0 ? (
        <EmptyState icon={<IconLock />} title={t.none}>
          {t.noneHelp}
        </EmptyState>
      ) : (
        <RuleList project={project} rules={rules} may={may} onEdit={editing.open} onDelete={deleting.open} onTurn={turn} />
      )}
      <RuleDialog project={project} opened={editing.opened} rule={editing.subject} onClose={editing.close} save={save} />
      <ConfirmDialog opened={deleting.opened} title={t.deleteTitle} verb={c.delete} onClose={deleting.close} onConfirm={remove}>
        {deleting.subject && (
          <Sentence text={t.sentence(tagNamesPhrase(deleting.subject.selection, s), repositoriesPhrase(deleting.subject.selection, s))} />
        )}
        <Text size="sm" c="dimmed" mt="xs">
          {t.deleteHelp}
        </Text>
      </ConfirmDialog>
    </>
  );
}

import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { ReplicationPolicy } from "../../api/types.ts";
import { cronProblem } from "../../components/cron-expression.ts";
import { describeProblem } from "../../components/cron-input.tsx";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { cron as cronTexts } from "../../i18n/texts/cron.ts";
import { replication } from "../../i18n/texts/replication.ts";
import { replicationPolicy } from "../../i18n/texts/replication-policy.ts";
import { DestinationFields } from "./destination-fields.tsx";
import { FilterFields } from "./filter-fields.tsx";
import { savePolicy } from "./mutations.ts";
import { bodyOf, type PolicyValues, valuesOf } from "./policy-values.ts";
import { RunFields } from "./run-fields.tsx";
import { SideFields } from "./side-fields.tsx";
import { TriggerFields } from "./trigger-fields.tsx";

interface PolicyFormProps {
  /** Null: a new one. */
  readonly policy: ReplicationPolicy | null;
  readonly onDone: (id: number) => void;
  readonly onCancel: () => void;
}

export function PolicyForm({ policy, onDone, onCancel }: PolicyFormProps) {
  const t = useTexts(replicationPolicy);
  const r = useTexts(replication);
  const c = useTexts(common);
  const rules = useRules();
  const client = useQueryClient();
  const form = useForm<PolicyValues>({ mode: "controlled", initialValues: valuesOf(policy), validate: rules });
  return (
    <SavingForm
      form={form}
      verb={policy ? c.save : c.create}
      onCancel={onCancel}
      save={async (values) => {
        const id = await savePolicy(client, policy?.id ?? null, bodyOf(values));
        notifications.show({ message: policy ? r.changed(values.name) : r.created(values.name) });
        onDone(id);
      }}
    >
      <TextInput
        label={c.name}
        description={t.nameHelp}
        required
        autoComplete="off"
        autoCapitalize="none"
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Textarea label={c.description} autosize minRows={1} maxRows={4} {...form.getInputProps("description")} />
      <SideFields form={form} />
      <FilterFields form={form} />
      <DestinationFields form={form} />
      <TriggerFields form={form} />
      <RunFields form={form} />
    </SavingForm>
  );
}

function useRules() {
  const t = useTexts(replicationPolicy);
  const c = useTexts(common);
  const cronWords = useTexts(cronTexts);
  return {
    name: (name: string) => (name.trim() === "" || name.length > 256 ? t.nameWrong : null),
    registryId: (id: string) => (id === "" ? c.required : null),
    namespace: (namespace: string) => (isNamespace(namespace.trim()) ? null : t.namespaceWrong),
    cron: (cron: string, { trigger }: PolicyValues) => {
      if (trigger !== "scheduled") return null;
      const problem = cronProblem(cron);
      if (problem) return describeProblem(problem, cronWords);
      const [, minute = ""] = cron.trim().split(/\s+/);
      return minute === "*" || minute === "?" ? t.cronMinute : null;
    },
  };
}

function isNamespace(text: string): boolean {
  return text === "" || text.split("/").every((component) => /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(component));
}

import { Fieldset, Radio, Stack } from "@mantine/core";
import { CronInput } from "../../components/cron-input.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { replication } from "../../i18n/texts/replication.ts";
import { replicationPolicy } from "../../i18n/texts/replication-policy.ts";
import type { PolicyFields } from "./policy-fields.ts";
import classes from "./policy-form.module.css";
import type { TriggerType } from "./policy-values.ts";

/** When it begins. Events are known of what happens here, so only a push has them. */
export function TriggerFields({ form }: PolicyFields) {
  const t = useTexts(replicationPolicy);
  const { triggers } = useTexts(replication);
  const { direction, trigger, cron } = form.values;
  const choose = (next: string) => {
    form.setFieldValue("trigger", next as TriggerType);
    if (next === "scheduled" && cron === "") form.setFieldValue("cron", "0 0 0 * * *");
  };
  return (
    <Fieldset legend={t.when} className={classes.part}>
      <Stack gap="sm">
        <Radio.Group value={trigger} onChange={choose} aria-label={t.when}>
          <Stack gap="xs">
            <Radio value="manual" label={triggers.manual} description={t.manualHelp} />
            <Radio value="scheduled" label={triggers.scheduled} description={t.scheduledHelp} />
            {direction === "push" && <Radio value="event_based" label={triggers.event_based} description={t.eventHelp} />}
          </Stack>
        </Radio.Group>
        {trigger === "scheduled" && (
          <CronInput
            label={t.cron}
            value={cron}
            onChange={(next) => form.setFieldValue("cron", next)}
            error={form.errors.cron}
            allowNone={false}
          />
        )}
      </Stack>
    </Fieldset>
  );
}

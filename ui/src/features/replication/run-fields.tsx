import { Checkbox, Fieldset, NumberInput, Stack } from "@mantine/core";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { replicationPolicy } from "../../i18n/texts/replication-policy.ts";
import type { PolicyFields } from "./policy-fields.ts";
import classes from "./policy-form.module.css";

/** How a run copies, and what it may do at the destination. */
export function RunFields({ form }: PolicyFields) {
  const t = useTexts(replicationPolicy);
  const format = useFormat();
  const { direction, deletion, trigger, speed } = form.values;
  const checkbox = (path: "deletion" | "massDeletion" | "override" | "byChunk" | "single" | "enabled") =>
    form.getInputProps(path, { type: "checkbox" });
  return (
    <Fieldset legend={t.how} className={classes.part}>
      <Stack gap="sm">
        <Checkbox label={t.deletion} description={direction === "push" ? t.deletionPush : t.deletionPull} {...checkbox("deletion")} />
        {deletion && <Checkbox ml="lg" label={t.massDeletion} description={t.massDeletionHelp} {...checkbox("massDeletion")} />}
        <Checkbox label={t.override} description={t.overrideHelp} {...checkbox("override")} />
        <Checkbox label={t.byChunk} description={t.byChunkHelp} {...checkbox("byChunk")} />
        {trigger !== "event_based" && <Checkbox label={t.single} description={t.singleHelp} {...checkbox("single")} />}
        <NumberInput
          label={t.speed}
          description={Number(speed) >= 1024 ? `${t.speedHelp} ${t.speedIs(format.bytes(Number(speed) * 1024))}` : t.speedHelp}
          min={0}
          max={2_147_483_647}
          allowDecimal={false}
          allowNegative={false}
          suffix=" KB/s"
          maw={480}
          {...form.getInputProps("speed")}
        />
        <Checkbox label={t.enabled} description={t.enabledHelp} {...checkbox("enabled")} />
      </Stack>
    </Fieldset>
  );
}

import { Button, Input, Select, Stack, Text, TextInput } from "@mantine/core";
import { useId } from "@mantine/hooks";
import cronstrue from "cronstrue";
// oxlint-disable-next-line import/no-unassigned-import -- it adds its language to cronstrue
import "cronstrue/locales/de";
import { type ReactNode, useState } from "react";
import { useFormat, useLanguage, useTexts } from "../i18n/language.tsx";
import { cron as texts } from "../i18n/texts/cron.ts";
import { type CronProblem, cronProblem, nextTimes, withSeconds } from "./cron-expression.ts";

interface CronInputProps {
  /** Six fields, seconds first; empty: no schedule. */
  readonly value: string;
  readonly onChange: (cron: string) => void;
  readonly label: string;
  /** In place of what the input itself finds wrong: what the form says. */
  readonly error?: ReactNode;
  /** Whether there may be no schedule. */
  readonly allowNone?: boolean;
}

type Choice = "none" | "hourly" | "daily" | "weekly" | "custom";

const presets: Readonly<Record<Exclude<Choice, "custom">, string>> = {
  none: "",
  hourly: "0 0 * * * *",
  daily: "0 0 0 * * *",
  weekly: "0 0 0 * * 0",
};
const timesShown = 3;

/** When something happens by itself: a usual time or an expression, in words, with its next times. Forms check by `cronProblem`. */
export function CronInput({ value, onChange, label, error, allowNone = true }: CronInputProps) {
  const t = useTexts(texts);
  const id = useId();
  const [isCustom, setCustom] = useState(() => choiceOf(value) === "custom");
  const choice = isCustom ? "custom" : choiceOf(value);
  const choices = (["none", "hourly", "daily", "weekly", "custom"] as const).filter((one) => allowNone || one !== "none");
  const choose = (next: Choice) => {
    setCustom(next === "custom");
    if (next !== "custom") onChange(presets[next]);
    // An expression to begin with; the one of before is a good one.
    else if (value === "") onChange(presets.daily);
  };
  const problem = choice === "none" && allowNone ? null : cronProblem(value);
  const better = withSeconds(value);
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <Select
        label={label}
        data={choices.map((one) => ({ value: one, label: t.choices[one] }))}
        value={choice === "none" && !allowNone ? null : choice}
        onChange={(next) => next && choose(next)}
        allowDeselect={false}
        withCheckIcon={false}
        maw={320}
        {...(choice === "custom" ? {} : { error })}
      />
      {choice === "custom" && (
        <TextInput
          label={t.expression}
          description={t.expressionHelp}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error ?? (problem && describeProblem(problem, t))}
          aria-describedby={`${id}-words`}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          maw={320}
          classNames={{ input: "code" }}
        />
      )}
      {better && choice === "custom" && (
        <Button variant="light" size="xs" style={{ alignSelf: "flex-start" }} onClick={() => onChange(better)}>
          {t.useInstead(better)}
        </Button>
      )}
      <div id={`${id}-words`} aria-live="polite">
        {choice !== "none" && problem === null && <Meaning cron={value} />}
        {choice === "none" && allowNone && <Input.Description>{t.noneHelp}</Input.Description>}
      </div>
    </Stack>
  );
}

function Meaning({ cron }: { readonly cron: string }) {
  const t = useTexts(texts);
  const format = useFormat();
  const words = useCronWords();
  const times = nextTimes(cron, timesShown).map((time) => format.dateTime(time.toISOString()));
  return (
    <>
      <Text size="sm">{t.inUtc(words(cron))}</Text>
      <Text size="xs" c="dimmed">
        {t.next(times.join(" · "))}
      </Text>
    </>
  );
}

/** An expression in the person's language; the expression itself when it says nothing. */
export function useCronWords(): (cron: string) => string {
  const { language } = useLanguage();
  return (cron) => {
    try {
      return cronstrue.toString(cron, { locale: language, use24HourTimeFormat: true });
    } catch {
      return cron;
    }
  };
}

/** The sentence that explains what is wrong with an expression. */
export function describeProblem(problem: CronProblem, t: (typeof texts)["en"]): string {
  switch (problem.kind) {
    case "count":
      return t.count(problem.given);
    case "field":
      return t.field(t.fields[problem.field], problem.text, t.ranges[problem.field]);
    case "seconds":
      return t.seconds;
    case "never":
      return t.never;
  }
}

function choiceOf(cron: string): Choice {
  const normal = cron.trim().replaceAll("?", "*").replace(/\s+/g, " ");
  return (["none", "hourly", "daily", "weekly"] as const).find((one) => presets[one] === normal) ?? "custom";
}

import { NumberInput, Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { robots } from "../../i18n/texts/robots.ts";

interface ExpiryInputProps {
  /** Days; -1 for ever, 0 as the site is set. */
  readonly defaultValue?: number;
  /** Told NaN while the number is none. */
  readonly onChange?: (days: number) => void;
  readonly error?: ReactNode;
  /** Days that the site gives; null when that is not known. */
  readonly usualDays: number | null;
  /** Only a new robot can be given what the site gives. */
  readonly isNew: boolean;
}

const usualChoice = 90;

export function isDuration(days: number): boolean {
  return days === -1 || days === 0 || (Number.isInteger(days) && days >= 1 && days <= 36_500);
}

/** How long a robot can log in. For `form.getInputProps`. */
export function ExpiryInput({ defaultValue = 0, onChange, error, usualDays, isNew }: ExpiryInputProps) {
  const t = useTexts(robots);
  const [kind, setKind] = useState(defaultValue === 0 ? "usual" : defaultValue === -1 ? "never" : "days");
  const [days, setDays] = useState<number | string>(defaultValue > 0 ? defaultValue : (usualDays ?? usualChoice));
  const tell = (nextKind: string, nextDays: number | string) => {
    setKind(nextKind);
    setDays(nextDays);
    const given = typeof nextDays === "number" && nextDays > 0 ? nextDays : Number.NaN;
    onChange?.(nextKind === "usual" ? 0 : nextKind === "never" ? -1 : given);
  };
  return (
    <Radio.Group label={t.expiry} value={kind} onChange={(next) => tell(next, days)} error={error}>
      <Stack gap="xs" mt={6}>
        {isNew && <Radio value="usual" label={usualDays === null ? t.expiryUsual : t.expiryUsualDays(usualDays)} />}
        <Radio value="days" label={t.expiryDays} {...(isNew ? {} : { description: t.daysFrom })} />
        {kind === "days" && (
          <NumberInput
            aria-label={t.days}
            value={days}
            onChange={(next) => tell("days", next)}
            min={1}
            max={36_500}
            allowDecimal={false}
            w={160}
            ml={32}
          />
        )}
        <Radio value="never" label={t.expiryNever} description={t.expiryNeverHelp} />
      </Stack>
    </Radio.Group>
  );
}

import { Checkbox, Fieldset, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { quotas } from "../../i18n/texts/quotas.ts";
import { byteUnits, fromBytes, toBytes } from "./byte-units.ts";

interface StorageLimitInputProps {
  readonly label: string;
  readonly description?: ReactNode;
  /** Bytes; -1: no limit. */
  readonly defaultValue?: number;
  /** Told NaN while the number is none. */
  readonly onChange?: (bytes: number) => void;
  readonly error?: ReactNode;
}

const usual = { amount: 10, unit: "GiB" } as const;

/** A size in a unit of the person's choice, or no limit. For `form.getInputProps`. */
export function StorageLimitInput({ label, description, defaultValue = -1, onChange, error }: StorageLimitInputProps) {
  const t = useTexts(quotas);
  const errorId = useId();
  const [isUnlimited, setUnlimited] = useState(defaultValue === -1);
  const [{ amount, unit }, setSize] = useState<{ amount: number | string; unit: (typeof byteUnits)[number] }>(
    defaultValue === -1 ? usual : fromBytes(defaultValue),
  );
  const tell = (unlimited: boolean, size: { amount: number | string; unit: (typeof byteUnits)[number] }) => {
    setUnlimited(unlimited);
    setSize(size);
    onChange?.(unlimited ? -1 : typeof size.amount === "number" ? toBytes(size.amount, size.unit) : Number.NaN);
  };
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        {description && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
        <Checkbox
          label={t.unlimited}
          checked={isUnlimited}
          onChange={(event) => tell(event.currentTarget.checked, { amount, unit })}
          data-autofocus
        />
        {!isUnlimited && (
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <NumberInput
              aria-label={label}
              value={amount}
              onChange={(next) => tell(false, { amount: next, unit })}
              min={0}
              decimalScale={3}
              error={error !== undefined && error !== null}
              aria-describedby={errorId}
              flex={1}
            />
            <Select
              aria-label={t.unit}
              data={[...byteUnits]}
              value={unit}
              onChange={(next) => tell(false, { amount, unit: byteUnits.find((one) => one === next) ?? unit })}
              allowDeselect={false}
              w={96}
            />
          </Group>
        )}
        {error && (
          <Text size="sm" c="var(--mantine-color-error)" id={errorId} role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}

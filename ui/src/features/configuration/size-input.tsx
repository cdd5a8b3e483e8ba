import { Checkbox, Group, NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { configuration } from "../../i18n/texts/configuration.ts";

const units = { MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 } as const;
type Unit = keyof typeof units;

const unlimited = -1;

interface SizeInputProps {
  readonly label: string;
  readonly help: string;
  /** -1: no limit. */
  readonly bytes: number;
  readonly onChange: (bytes: number) => void;
}

/** A limit in bytes, entered in the unit that suits it. */
export function SizeInput({ label, help, bytes, onChange }: SizeInputProps) {
  const t = useTexts(configuration);
  const c = useTexts(common);
  const [unit, setUnit] = useState<Unit>(() => unitOf(bytes));
  const isUnlimited = bytes === unlimited;
  return (
    <Group align="flex-end" gap="sm">
      <NumberInput
        label={label}
        description={help}
        value={isUnlimited ? "" : bytes / units[unit]}
        onChange={(next) => typeof next === "number" && next > 0 && onChange(Math.round(next * units[unit]))}
        disabled={isUnlimited}
        placeholder={c.unlimited}
        min={0}
        decimalScale={2}
        w={260}
      />
      <Select
        aria-label={t.unit}
        data={Object.keys(units)}
        value={unit}
        onChange={(next) => {
          if (next === null) return;
          setUnit(next as Unit);
          if (!isUnlimited) onChange(Math.round((bytes / units[unit]) * units[next as Unit]));
        }}
        disabled={isUnlimited}
        allowDeselect={false}
        w={90}
      />
      <Checkbox
        label={c.unlimited}
        checked={isUnlimited}
        onChange={(event) => onChange(event.currentTarget.checked ? unlimited : 10 * units[unit])}
        pb={8}
      />
    </Group>
  );
}

function unitOf(bytes: number): Unit {
  return (["TiB", "GiB"] as const).find((unit) => bytes >= units[unit] && bytes % units[unit] === 0) ?? (bytes > 0 ? "MiB" : "GiB");
}

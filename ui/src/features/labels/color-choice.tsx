import { ColorInput, Input } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { labelColors, textColorOn } from "../../components/label-color.ts";
import { useTexts } from "../../i18n/language.tsx";
import { labels as texts } from "../../i18n/texts/labels.ts";
import classes from "./color-choice.module.css";

/** What `form.getInputProps` gives. */
interface ColorChoiceProps {
  readonly value?: string;
  readonly onChange?: (color: string) => void;
  readonly error?: ReactNode;
  readonly "data-path"?: string;
}

/** Harbor's palette, each colour with a name for who does not see it, and any other colour by its digits. */
export function ColorChoice({ value = "", onChange, error, "data-path": path }: ColorChoiceProps) {
  const t = useTexts(texts);
  const name = useId();
  return (
    <div>
      <Input.Label component="div" id={`${name}-label`}>
        {t.color}
      </Input.Label>
      <div role="radiogroup" aria-labelledby={`${name}-label`} className={classes.palette}>
        {labelColors.map((color) => (
          <label key={color} className={classes.color} style={{ background: color, color: textColorOn(color) }} title={t.colors[color]}>
            <input
              type="radio"
              name={name}
              aria-label={t.colors[color]}
              checked={color === value.toUpperCase()}
              onChange={() => onChange?.(color)}
            />
            {color === value.toUpperCase() && <IconCheck size={16} aria-hidden="true" />}
          </label>
        ))}
      </div>
      <ColorInput
        label={t.ownColor}
        mt="sm"
        maw={220}
        format="hex"
        withPicker={false}
        withEyeDropper={false}
        value={value}
        error={error}
        {...(onChange ? { onChange } : {})}
        {...(path ? { "data-path": path } : {})}
      />
    </div>
  );
}

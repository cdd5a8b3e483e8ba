import { CloseButton } from "@mantine/core";
import type { Label } from "../api/types.ts";
import classes from "./label-chip.module.css";
import { labelColorUsual, textColorOn } from "./label-color.ts";

interface LabelChipProps {
  readonly label: Pick<Label, "name" | "color" | "description">;
  /** Takes it off. Who may not is given no cross. */
  readonly onRemove?: () => void;
  /** What the cross does, in words: "Remove the label stable". */
  readonly removeLabel?: string;
}

/** A label in its own colour, with text that can be read on it. */
export function LabelChip({ label, onRemove, removeLabel }: LabelChipProps) {
  const background = label.color || labelColorUsual;
  return (
    <span className={classes.chip} style={{ background, color: textColorOn(background) }} title={label.description || undefined}>
      <span className={classes.name}>{label.name}</span>
      {onRemove && <CloseButton size={18} iconSize={12} c="inherit" variant="transparent" aria-label={removeLabel} onClick={onRemove} />}
    </span>
  );
}

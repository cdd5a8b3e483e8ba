import { Code, Text, type TextProps } from "@mantine/core";
import { Fragment } from "react";

/** A sentence whose patterns and names, marked by `isolated` of the texts, are set apart. */
export function Sentence({ text, ...props }: { readonly text: string } & TextProps) {
  // The isolates of Unicode, which also keep a name's direction apart from the sentence's.
  const parts = text.split(/\u2068([^\u2069]*)\u2069/);
  return (
    <Text component="span" {...props}>
      {parts.map((part, index) => {
        const key = `${index} ${part}`;
        return index % 2 === 1 ? (
          <Code key={key} fz="0.92em" style={{ overflowWrap: "anywhere" }}>
            {part}
          </Code>
        ) : (
          <Fragment key={key}>{part}</Fragment>
        );
      })}
    </Text>
  );
}

/** The same for a label, which has no markup. */
export function plain(text: string): string {
  return text.replace(/[\u2068\u2069]/g, "");
}

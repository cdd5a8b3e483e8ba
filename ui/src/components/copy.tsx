import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTexts } from "../i18n/language.tsx";
import { common } from "../i18n/texts/common.ts";
import { useCopy } from "./use-copy.ts";

/** @param of what is copied, in words: "Copy the digest" */
export function Copy({ value, of }: { readonly value: string; readonly of?: string }) {
  const t = useTexts(common);
  const { outcome, copy } = useCopy(value);
  const isCopied = outcome === "copied";
  return (
    <Tooltip label={outcome === "failed" ? t.copyFailed : isCopied ? t.copied : t.copy}>
      <ActionIcon
        variant="subtle"
        color={isCopied ? "teal" : "gray"}
        onClick={(event) => {
          event.stopPropagation();
          void copy();
        }}
        aria-label={of ? `${t.copy}: ${of}` : t.copy}
      >
        {isCopied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}

/** Commands to paste, one a line. */
export function CommandBlock({ command, label }: { readonly command: string; readonly label: string }) {
  return (
    <Group
      wrap="nowrap"
      align="flex-start"
      gap="xs"
      p="xs"
      pl="sm"
      bd="1px solid var(--mantine-color-default-border)"
      bg="var(--mantine-color-default)"
      style={{ borderRadius: "var(--mantine-radius-md)" }}
    >
      <pre className="code" style={{ margin: 0, flex: 1, minWidth: 0, whiteSpace: "pre-wrap", paddingBlock: 4, textAlign: "start" }}>
        {command}
      </pre>
      <Copy value={command} of={label} />
    </Group>
  );
}

import { ActionIcon, Group, ScrollArea, Stack, Text, Tooltip } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTexts } from "../i18n/language.tsx";
import { logs as texts } from "../i18n/texts/logs.ts";
import { Copy } from "./copy.tsx";
import { saveFile } from "./save-file.ts";

interface LogViewerProps {
  readonly text: string;
  /** More is to come: the newest line stays in sight, as long as the person does not scroll up. */
  readonly isRunning?: boolean;
  /** What it is the log of; also the name of the file. */
  readonly label: string;
}

const nearPx = 40;

export function LogViewer({ text, isRunning = false, label }: LogViewerProps) {
  const t = useTexts(texts);
  const viewport = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const box = viewport.current;
    if (box && isRunning && isAtEnd.current) box.scrollTop = box.scrollHeight;
  }, [text, isRunning]);
  const scrolled = () => {
    const box = viewport.current;
    if (box) isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
  };
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" c="dimmed" aria-live="polite">
          {isRunning ? t.running : t.lines(lineCount(text))}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Copy value={text} of={label} />
          <Tooltip label={t.download}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${t.download}: ${label}`}
              onClick={() => saveFile({ name: `${fileName(label)}.log`, type: "text/plain", parts: [text] })}
            >
              <IconDownload size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <ScrollArea.Autosize
        mah="60vh"
        viewportRef={viewport}
        onScrollPositionChange={scrolled}
        viewportProps={{ tabIndex: 0, role: "log", "aria-label": label, "aria-live": "off" }}
        bd="1px solid var(--mantine-color-default-border)"
        bg="var(--mantine-color-default)"
        style={{ borderRadius: "var(--mantine-radius-md)" }}
      >
        <pre className="code" style={{ margin: 0, padding: "var(--mantine-spacing-sm)", whiteSpace: "pre-wrap" }}>
          {text === "" ? t.empty : text}
        </pre>
      </ScrollArea.Autosize>
    </Stack>
  );
}

function lineCount(text: string): number {
  return text.split("\n").filter((line) => line !== "").length;
}

function fileName(label: string): string {
  return (
    label
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "log"
  );
}

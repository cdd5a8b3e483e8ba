import { Badge, Group, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { Digest } from "../../components/digest.tsx";
import { Time } from "../../components/time.tsx";
import { useFormat, useTexts } from "../../i18n/language.tsx";
import { artifactContent } from "../../i18n/texts/artifact-content.ts";
import type { Step } from "./history.ts";
import classes from "./layers.module.css";

const colors: Readonly<Record<string, string>> = { RUN: "harbour", COPY: "indigo", ADD: "indigo", ENTRYPOINT: "grape", CMD: "grape" };

interface LayerStepProps {
  readonly number: number;
  readonly step: Step;
  /** Bytes of all layers. */
  readonly total: number;
}

export function LayerStep({ number, step, total }: LayerStepProps) {
  const t = useTexts(artifactContent);
  const { instruction, layer, created } = step;
  return (
    <li className={classes.step} data-empty={layer === null} aria-label={t.step(number)}>
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <div className={classes.instruction}>
        {instruction !== null && (
          <Badge color={colors[instruction] ?? "gray"} radius="sm">
            {instruction}
          </Badge>
        )}
      </div>
      <div className={classes.command}>
        <Command lines={step.lines} />
        <Group gap="xs" className={classes.about}>
          {layer && <Digest digest={layer.digest} />}
          {created !== null && (
            <Text component="span" size="xs" c="dimmed">
              <Time at={created} />
            </Text>
          )}
        </Group>
      </div>
      {layer ? (
        <Size size={layer.size} before={step.bytesBefore} total={total} />
      ) : (
        <Tooltip label={t.noLayerHelp}>
          <Text size="sm" c="dimmed" className={classes.size} tabIndex={0}>
            {t.noLayer}
          </Text>
        </Tooltip>
      )}
    </li>
  );
}

const charsMax = 240;
const linesMax = 4;

/** A long one is cut until somebody wants the rest. */
function Command({ lines }: { readonly lines: readonly string[] }) {
  const t = useTexts(artifactContent);
  const [isWhole, setWhole] = useState(false);
  if (lines.length === 0) {
    return (
      <Text size="sm" c="dimmed" fs="italic">
        {t.noCommand}
      </Text>
    );
  }
  const isLong = lines.length > linesMax || lines.join("").length > charsMax;
  return (
    <>
      <code className={classes.lines} data-cut={isLong && !isWhole}>
        {lines.map((line, at) => (
          <span key={at} className={classes.line}>
            {line}
          </span>
        ))}
      </code>
      {isLong && (
        <UnstyledButton className={classes.toggle} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t.showLess : t.showAll}
        </UnstyledButton>
      )}
    </>
  );
}

const smallestShare = 0.001;

/** Where in the whole it lies: what came before it, and what it adds. */
function Size({ size, before, total }: { readonly size: number; readonly before: number; readonly total: number }) {
  const t = useTexts(artifactContent);
  const format = useFormat();
  const share = total === 0 ? 0 : size / total;
  const percent = share > 0 && share < smallestShare ? `< ${format.percent(smallestShare)}` : format.percent(share);
  return (
    <div className={classes.size} title={t.upToHere(format.bytes(before + size))}>
      <Group justify="space-between" gap={6} wrap="nowrap">
        <Text component="span" size="sm" fw={600}>
          {format.bytes(size)}
        </Text>
        <Text component="span" size="xs" c="dimmed" title={t.share(percent)}>
          {percent}
        </Text>
      </Group>
      <div className={classes.track} aria-hidden="true">
        <span className={classes.before} style={{ width: `${total === 0 ? 0 : (before / total) * 100}%` }} />
        <span className={classes.own} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

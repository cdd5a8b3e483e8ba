/** The history of an image as people read it: one step for each line of its Dockerfile, as far as the config tells. */
import type { Descriptor } from "./manifest.ts";

export interface HistoryEntry {
  readonly created?: string;
  readonly created_by?: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
}

export interface Step {
  /** `RUN`, `COPY`, …; null for tools that write something else. */
  readonly instruction: string | null;
  /** Lines; the parts of a long `RUN` stand below each other. */
  readonly lines: readonly string[];
  readonly created: string | null;
  /** Null: the step changed no files. */
  readonly layer: Descriptor | null;
  /** Bytes of the layers before it. */
  readonly bytesBefore: number;
}

const instructions =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+(.*)$/s;

/** Layers belong to the entries that are not empty, in order; where the numbers differ nobody knows which, and the layers stand alone. */
export function stepsOf(history: readonly HistoryEntry[], layers: readonly Descriptor[]): Step[] {
  const isKnown = history.filter(({ empty_layer: isEmpty }) => !isEmpty).length === layers.length;
  const entries: readonly HistoryEntry[] = isKnown ? history : layers.map(() => ({}));
  let at = 0;
  let bytesBefore = 0;
  return entries.map((entry) => {
    const layer = entry.empty_layer ? null : (layers[at++] ?? null);
    const step = { ...commandOf(entry), created: entry.created ?? null, layer, bytesBefore };
    bytesBefore += layer?.size ?? 0;
    return step;
  });
}

/** Docker writes `/bin/sh -c #(nop)  CMD …` for what runs nothing and `/bin/sh -c …` for what does, BuildKit `RUN /bin/sh -c … # buildkit`. */
export function commandOf({ created_by: by = "", comment = "" }: HistoryEntry): Pick<Step, "instruction" | "lines"> {
  const text = by.replace(/\s*# buildkit$/, "").trim();
  const silent = /^\/bin\/sh -c #\(nop\)\s*(.*)$/s.exec(text)?.[1];
  if (silent === undefined && /^(\|\d+ .*?)?\/bin\/sh -c /s.test(text)) return { instruction: "RUN", lines: runLines(text) };
  const [, instruction = null, rest = silent ?? text] = instructions.exec(silent ?? text) ?? [];
  if (instruction === "RUN") return { instruction, lines: runLines(rest) };
  const said = tidy(instruction, rest.trim()) || comment;
  return { instruction, lines: said === "" ? [] : [said] };
}

/** Without the shell around it and the build arguments before it, a line for each command of a chain. */
function runLines(text: string): string[] {
  const command = text
    .replace(/^\|\d+ .*?(?=\/bin\/sh -c )/s, "")
    .replace(/^\/bin\/sh -c /, "")
    .replaceAll(/\s*\\\n\s*/g, "  ");
  return command
    .split(/\s+(?=&& )|\n+|;\s{2,}|\s{3,}/)
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "");
}

/** What the builders print of Go's maps, and checksums where a file's name should be. */
function tidy(instruction: string | null, text: string): string {
  if (instruction === "EXPOSE") return text.replace(/^map\[(.*)\]$/, "$1").replaceAll(":{}", "");
  if (instruction === "HEALTHCHECK") return /^&\{\["(?:CMD-SHELL|CMD)" (.*?)\]/.exec(text)?.[1]?.replaceAll(/"([^"]*)"/g, "$1") ?? text;
  if (instruction === "CMD" || instruction === "ENTRYPOINT") return text.replaceAll(/(?<=[^\\]") (?=")/g, ", ");
  if (instruction === "ADD" || instruction === "COPY") return text.replaceAll(/\b(file|dir|multi):([0-9a-f]{12})[0-9a-f]{52}\b/g, "$1:$2…");
  return text;
}

import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  download: "Download",
  empty: "Nothing was written yet.",
  running: "Still running; new lines come by themselves",
  lines: (count: number) => counted("en", count, "line", "lines"),
};

const de: typeof en = {
  download: "Herunterladen",
  empty: "Noch wurde nichts geschrieben.",
  running: "Läuft noch; neue Zeilen kommen von selbst",
  lines: (count) => counted("de", count, "Zeile", "Zeilen"),
};

export const logs: Texts<typeof en> = { en, de };

import type { Texts } from "../language.tsx";

const en = {
  asTable: "The same as a table",
  pictureOf: (label: string) => `Chart: ${label}. The numbers are in the table below.`,
};

const de: typeof en = {
  asTable: "Dasselbe als Tabelle",
  pictureOf: (label) => `Diagramm: ${label}. Die Zahlen stehen in der Tabelle darunter.`,
};

export const charts: Texts<typeof en> = { en, de };

import type { Texts } from "../language.tsx";

const en = {
  generate: "Generate",
  show: "Show the password",
  rules: {
    length: "8 to 128 characters",
    upper: "an upper-case letter",
    lower: "a lower-case letter",
    digit: "a digit",
  },
  kept: "(there)",
  missing: "(missing)",
  weak: "It lacks what is listed above.",
};

const de: typeof en = {
  generate: "Erzeugen",
  show: "Passwort zeigen",
  rules: {
    length: "8 bis 128 Zeichen",
    upper: "ein Großbuchstabe",
    lower: "ein Kleinbuchstabe",
    digit: "eine Ziffer",
  },
  kept: "(vorhanden)",
  missing: "(fehlt)",
  weak: "Es fehlt, was oben aufgeführt ist.",
};

export const passwords: Texts<typeof en> = { en, de };

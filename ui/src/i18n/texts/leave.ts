import type { Texts } from "../language.tsx";

const en = {
  title: "Leave without saving?",
  help: "What you changed on this page is not saved.",
  leave: "Leave",
  stay: "Stay here",
};

const de: typeof en = {
  title: "Ohne Speichern verlassen?",
  help: "Was Sie auf dieser Seite geändert haben, ist nicht gespeichert.",
  leave: "Verlassen",
  stay: "Hier bleiben",
};

export const leave: Texts<typeof en> = { en, de };

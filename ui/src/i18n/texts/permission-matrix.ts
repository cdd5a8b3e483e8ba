import type { Texts } from "../language.tsx";

const en = {
  resource: "Resource",
  all: "All",
  everything: "All rights",
  row: (resource: string) => `${resource}: all`,
  column: (action: string) => `${action}: everywhere`,
  cell: (resource: string, action: string) => `${resource}: ${action}`,
  presets: "Usual choices",
  pull: "Pull only",
  push: "Push and pull",
  ci: "CI: push, pull, tag",
};

const de: typeof en = {
  resource: "Ressource",
  all: "Alle",
  everything: "Alle Rechte",
  row: (resource) => `${resource}: alle`,
  column: (action) => `${action}: überall`,
  cell: (resource, action) => `${resource}: ${action}`,
  presets: "Übliche Auswahl",
  pull: "Nur pullen",
  push: "Pushen und pullen",
  ci: "CI: pushen, pullen, taggen",
};

export const permissionMatrix: Texts<typeof en> = { en, de };

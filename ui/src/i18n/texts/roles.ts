import type { Texts } from "../language.tsx";

/** Harbor's roles in a project, by their ids. */
const en = {
  1: "Project admin",
  2: "Developer",
  3: "Guest",
  4: "Maintainer",
  5: "Limited guest",
};

const de: typeof en = {
  1: "Projektadministrator",
  2: "Entwickler",
  3: "Gast",
  4: "Maintainer",
  5: "Eingeschränkter Gast",
};

export const roles: Texts<Readonly<Record<number, string>>> = { en, de };

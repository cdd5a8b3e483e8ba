import type { Texts } from "../language.tsx";

const en = {
  pages: "Pages of the project",
  repositories: "Repositories",
  members: "Members",
  robots: "Robot accounts",
  labels: "Labels",
  retention: "Retention",
  immutability: "Immutable tags",
  deleted: "Deleted",
  logs: "Audit log",
  settings: "Settings",
};

const de: typeof en = {
  pages: "Seiten des Projekts",
  repositories: "Repositories",
  members: "Mitglieder",
  robots: "Roboterkonten",
  labels: "Labels",
  retention: "Aufbewahrung",
  immutability: "Unveränderliche Tags",
  deleted: "Gelöscht",
  logs: "Audit-Protokoll",
  settings: "Einstellungen",
};

export const projectFrame: Texts<typeof en> = { en, de };

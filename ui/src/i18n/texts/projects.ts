import type { Texts } from "../language.tsx";
import { counted } from "../plural.ts";

const en = {
  title: "Projects",
  description: "A project holds repositories, and says who may push and pull.",
  filter: "Filter by name",
  access: "Access",
  public: "Public",
  private: "Private",
  role: "Your role",
  repositories: "Repositories",
  none: "No projects yet",
  noneHelp: "Make one: images are pushed to a project, as HOST/PROJECT/REPOSITORY:TAG.",
  noneToSee: "No project is public, and you are a member of none. Ask an administrator to make you one.",
  create: "New project",
  created: (name: string) => `Project ${name} is there`,
  name: "Name",
  nameHelp: "Lower-case letters and digits, with single . _ or - between them.",
  nameWrong: "Lower-case letters and digits, with single . _ or - between them, at most 255",
  nameTaken: "There is a project of this name",
  nameFree: "This name is free",
  publicHelp: "Everybody may see and pull what is in it, also without signing in.",
  storage: "Storage limit",
  storageHelp: "What pushes may use altogether.",
  actionsOf: (name: string) => `Actions for ${name}`,
  settings: "Settings",
  delete: "Delete project",
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteHelp: (name: string) =>
    `Project ${name} goes with its members, robot accounts, labels and rules. Nobody can take it back. Its audit log stays.`,
  deleted: (name: string) => `Project ${name} has been deleted`,
  notDeletable: (name: string) => `${name} cannot be deleted yet`,
  notDeletableHelp: (count: number) =>
    `It still holds ${counted("en", count, "repository", "repositories")}. Delete these first; a project that is empty can go.`,
  toRepositories: "To its repositories",
};

const de: typeof en = {
  title: "Projekte",
  description: "Ein Projekt enthält Repositories und sagt, wer pushen und pullen darf.",
  filter: "Nach Namen filtern",
  access: "Zugriff",
  public: "Öffentlich",
  private: "Privat",
  role: "Ihre Rolle",
  repositories: "Repositories",
  none: "Noch keine Projekte",
  noneHelp: "Legen Sie eines an: Images werden in ein Projekt gepusht, als HOST/PROJEKT/REPOSITORY:TAG.",
  noneToSee: "Kein Projekt ist öffentlich, und Sie sind in keinem Mitglied. Bitten Sie einen Administrator, Sie aufzunehmen.",
  create: "Neues Projekt",
  created: (name) => `Projekt ${name} ist angelegt`,
  name: "Name",
  nameHelp: "Kleinbuchstaben und Ziffern, dazwischen einzelne . _ oder -",
  nameWrong: "Kleinbuchstaben und Ziffern, dazwischen einzelne . _ oder -, höchstens 255",
  nameTaken: "Ein Projekt dieses Namens gibt es schon",
  nameFree: "Dieser Name ist frei",
  publicHelp: "Alle dürfen den Inhalt sehen und pullen, auch ohne Anmeldung.",
  storage: "Speichergrenze",
  storageHelp: "So viel dürfen Pushes zusammen belegen.",
  actionsOf: (name) => `Aktionen für ${name}`,
  settings: "Einstellungen",
  delete: "Projekt löschen",
  deleteTitle: (name) => `${name} löschen?`,
  deleteHelp: (name) =>
    `Projekt ${name} verschwindet mit seinen Mitgliedern, Roboterkonten, Labels und Regeln. Niemand kann das zurücknehmen. Das Audit-Protokoll bleibt.`,
  deleted: (name) => `Projekt ${name} ist gelöscht`,
  notDeletable: (name) => `${name} kann noch nicht gelöscht werden`,
  notDeletableHelp: (count) =>
    `Es enthält noch ${counted("de", count, "Repository", "Repositories")}. Löschen Sie diese zuerst; ein leeres Projekt kann gehen.`,
  toRepositories: "Zu den Repositories",
};

export const projects: Texts<typeof en> = { en, de };

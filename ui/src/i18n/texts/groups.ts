import type { Texts } from "../language.tsx";

const types: Readonly<Record<number, string>> = { 1: "LDAP", 2: "HTTP", 3: "OIDC" };

const en = {
  title: "Groups",
  description:
    "A group of the directory can be a member of projects: whoever is in it has its role there. Groups within groups count, too.",
  filter: "Filter by name",
  type: "From",
  types,
  dn: "DN",
  dnHelp: "The group's name in the directory, such as cn=developers,ou=groups,dc=example,dc=com",
  dnWrong: "This is not a DN.",
  name: "Name on this site",
  nameHelp: "What projects show for it.",
  nameWrong: "At most 255 characters.",
  none: "No groups yet",
  noneHelp: "Add one from the directory, then give it a role in a project.",
  create: "New group",
  createTitle: "New group of the directory",
  created: (name: string) => `${name} can be given roles now`,
  search: "Search the directory",
  searchHelp: "A part of a name, or a whole DN.",
  found: "Groups in the directory",
  foundNone: "The directory has no such group.",
  rename: "Rename",
  renameTitle: (name: string) => `Rename ${name}`,
  renamed: (name: string) => `The group is called ${name} now`,
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteText: "It goes from this site with every role that it gives in projects. In the directory it remains.",
  deleted: (name: string) => `${name} was deleted`,
  actionsOf: (name: string) => `Actions for ${name}`,
};

const de: typeof en = {
  title: "Gruppen",
  description:
    "Eine Gruppe des Verzeichnisses kann Mitglied in Projekten sein: Wer in ihr ist, hat dort ihre Rolle. Gruppen in Gruppen zählen mit.",
  filter: "Nach Namen filtern",
  type: "Herkunft",
  types,
  dn: "DN",
  dnHelp: "Der Name der Gruppe im Verzeichnis, etwa cn=developers,ou=groups,dc=example,dc=com",
  dnWrong: "Das ist kein DN.",
  name: "Name auf dieser Site",
  nameHelp: "So zeigen Projekte sie.",
  nameWrong: "Höchstens 255 Zeichen.",
  none: "Noch keine Gruppen",
  noneHelp: "Fügen Sie eine aus dem Verzeichnis hinzu und geben Sie ihr eine Rolle in einem Projekt.",
  create: "Neue Gruppe",
  createTitle: "Neue Gruppe aus dem Verzeichnis",
  created: (name) => `${name} kann jetzt Rollen bekommen`,
  search: "Im Verzeichnis suchen",
  searchHelp: "Ein Teil des Namens oder ein ganzer DN.",
  found: "Gruppen im Verzeichnis",
  foundNone: "Das Verzeichnis hat keine solche Gruppe.",
  rename: "Umbenennen",
  renameTitle: (name) => `${name} umbenennen`,
  renamed: (name) => `Die Gruppe heißt jetzt ${name}`,
  deleteTitle: (name) => `${name} löschen?`,
  deleteText: "Sie verschwindet von dieser Site, mit jeder Rolle, die sie in Projekten gibt. Im Verzeichnis bleibt sie.",
  deleted: (name) => `${name} wurde gelöscht`,
  actionsOf: (name) => `Aktionen für ${name}`,
};

export const groups: Texts<typeof en> = { en, de };

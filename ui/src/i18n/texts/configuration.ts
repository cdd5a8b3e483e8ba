import type { Texts } from "../language.tsx";

interface SectionWords {
  readonly title: string;
  readonly help?: string;
}

const en = {
  title: "Configuration",
  description: "How this site behaves. What is saved takes effect at once.",
  pages: "Configuration",
  system: "System",
  authentication: "Authentication",
  saved: "Saved",
  discard: "Discard",
  leaveTitle: "Leave without saving?",
  unsaved: (names: string) => `Not saved yet: ${names}.`,
  allSaved: "Everything is saved.",
  unchanged: "Leave empty to keep what is stored",
  showEntered: "Show what is entered",
  unit: "Unit",
  units: { minutes: "minutes", days: "days", seconds: "seconds", mebibytes: "MiB" },
  readOnlyMeans:
    "When this is saved, nobody can push, delete or change anything until it is switched off here. Pulls go on, and everybody reads a notice.",
  sections: {
    projects: { title: "Projects and storage" },
    banner: { title: "Banner", help: "Stands above every page of the portal, for everybody." },
    sessions: { title: "Sessions, tokens and robots" },
    audit: { title: "Audit log", help: "Who did what, and what was refused. It can leave the site as it grows." },
    pulls: { title: "Pulls", help: "A registry with very many pulls may save the writing." },
    outside: { title: "Other hosts and replication" },
    further: { title: "Further settings" },
  } as Readonly<Record<string, SectionWords>>,
  banner: {
    message: "Message",
    messageHelp: "Empty: no banner.",
    type: "Kind",
    types: { info: "Information", success: "Good news", warning: "Warning", danger: "Danger" } as Readonly<Record<string, string>>,
    from: "From",
    to: "Until",
    backwards: "This is before the beginning",
    preview: "So it looks",
  },
  times: {
    title: "Times of this deployment",
    help: "Set when the site starts, as variables of the deployment (ROADSTEAD_GC_WINDOW and so on). They cannot be changed here.",
    names: {
      gc_window: "Garbage waits",
      push_lease: "A push is protected",
      upload_expiry: "An upload may take",
      upload_margin: "Added before leftovers go",
      body_lease: "A silent upload holds on",
      trash_retention: "Deleted bytes stay",
      token_expiration: "A token at the most",
      signing_key_rotation: "A key signs",
    } as Readonly<Record<string, string>>,
  },
};

const de: typeof en = {
  title: "Konfiguration",
  description: "Wie sich diese Site verhält. Was gespeichert wird, gilt sofort.",
  pages: "Konfiguration",
  system: "System",
  authentication: "Anmeldung",
  saved: "Gespeichert",
  discard: "Verwerfen",
  leaveTitle: "Ohne Speichern verlassen?",
  unsaved: (names) => `Noch nicht gespeichert: ${names}.`,
  allSaved: "Alles ist gespeichert.",
  unchanged: "Leer lassen, um das Gespeicherte zu behalten",
  showEntered: "Zeigen, was eingegeben ist",
  unit: "Einheit",
  units: { minutes: "Minuten", days: "Tage", seconds: "Sekunden", mebibytes: "MiB" },
  readOnlyMeans:
    "Wenn das gespeichert wird, kann niemand mehr etwas pushen, löschen oder ändern, bis es hier wieder ausgeschaltet wird. Pulls gehen weiter, und alle lesen einen Hinweis.",
  sections: {
    projects: { title: "Projekte und Speicher" },
    banner: { title: "Banner", help: "Steht über jeder Seite des Portals, für alle." },
    sessions: { title: "Sitzungen, Tokens und Roboter" },
    audit: { title: "Audit-Protokoll", help: "Wer was getan hat und was abgelehnt wurde. Es kann die Site verlassen, während es wächst." },
    pulls: { title: "Pulls", help: "Eine Registry mit sehr vielen Pulls kann sich das Schreiben sparen." },
    outside: { title: "Andere Hosts und Replikation" },
    further: { title: "Weitere Einstellungen" },
  },
  banner: {
    message: "Nachricht",
    messageHelp: "Leer: kein Banner.",
    type: "Art",
    types: { info: "Information", success: "Gute Nachricht", warning: "Warnung", danger: "Gefahr" },
    from: "Von",
    to: "Bis",
    backwards: "Das liegt vor dem Beginn",
    preview: "So sieht es aus",
  },
  times: {
    title: "Zeiten dieser Installation",
    help: "Werden beim Start der Site gesetzt, als Variablen der Installation (ROADSTEAD_GC_WINDOW und so weiter). Hier lassen sie sich nicht ändern.",
    names: {
      gc_window: "Abfall wartet",
      push_lease: "Ein Push ist geschützt",
      upload_expiry: "Ein Upload darf dauern",
      upload_margin: "Zugabe, ehe Reste gehen",
      body_lease: "Ein stiller Upload hält fest",
      trash_retention: "Gelöschte Bytes bleiben",
      token_expiration: "Ein Token höchstens",
      signing_key_rotation: "Ein Schlüssel signiert",
    },
  },
};

export const configuration: Texts<typeof en> = { en, de };

import type { Texts } from "../language.tsx";

const en = {
  failed: "This did not work",
  unreachable: "The site does not answer",
  unreachableHelp: "Check the connection, then try again. What you entered is still here.",
  refused: "This is not for your account",
  refusedHelp: "Ask an administrator of the project or of the site.",
  refusedRoles: (roles: string) => `It takes a role that may do this: ${roles}. Ask an administrator of the project.`,
  refusedSysadmin: "It takes a system administrator.",
  absent: "There is nothing here",
  absentHelp: "It may have been deleted or renamed, or the address has a mistake in it.",
  signInFirst: "Sign in to see this",
  signInFirstHelp: "This page is not public.",
  broken: "Something broke",
  brokenHelp: (isNumbered: boolean) =>
    `Try again. If it happens again, tell an administrator${isNumbered ? " the number of the request" : ""}.`,
  busy: "The site cannot do this right now",
  busyHelp: "Wait a moment, then try again.",
  /** @param sentence the API's, in English */
  says: (sentence: string) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`,
  request: (id: string) => `Request ${id}`,
  toHome: "To the first page",
};

const de: typeof en = {
  failed: "Das hat nicht geklappt",
  unreachable: "Die Site antwortet nicht",
  unreachableHelp: "Bitte die Verbindung prüfen und noch einmal versuchen. Ihre Eingaben sind noch da.",
  refused: "Das ist nicht für Ihr Konto bestimmt",
  refusedHelp: "Fragen Sie einen Administrator des Projekts oder der Site.",
  refusedRoles: (roles) => `Dafür braucht es eine Rolle, die das darf: ${roles}. Fragen Sie einen Administrator des Projekts.`,
  refusedSysadmin: "Dafür braucht es einen Systemadministrator.",
  absent: "Hier ist nichts",
  absentHelp: "Vielleicht wurde es gelöscht oder umbenannt, oder die Adresse hat einen Fehler.",
  signInFirst: "Bitte anmelden, um das zu sehen",
  signInFirstHelp: "Diese Seite ist nicht öffentlich.",
  broken: "Etwas ist kaputtgegangen",
  brokenHelp: (isNumbered) =>
    `Noch einmal versuchen. Wenn es wieder geschieht, ${isNumbered ? "nennen Sie einem Administrator die Nummer der Anfrage" : "sagen Sie es einem Administrator"}.`,
  busy: "Die Site kann das gerade nicht",
  busyHelp: "Warten Sie einen Augenblick, und versuchen Sie es noch einmal.",
  says: (sentence) => `Die Site meldet: „${sentence}“`,
  request: (id) => `Anfrage ${id}`,
  toHome: "Zur Startseite",
};

export const errors: Texts<typeof en> = { en, de };

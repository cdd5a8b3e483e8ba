import type { Texts } from "../language.tsx";

const en = {
  title: "Sign in",
  welcome: "A sheltered place for your images",
  name: "User name",
  password: "Password",
  show: "Show the password",
  submit: "Sign in",
  wrong: "Name or password is not right.",
  locked: "Too many attempts. Wait a little, then try again.",
  unreachable: "The site does not answer. Check the connection and try again.",
  directoryUnreachable: "The directory cannot be asked at the moment. Local accounts can sign in.",
  browse: "Look at public projects without signing in",
  ended: "Your session has ended",
  endedHelp: "Sign in again and go on: nothing that you entered is lost.",
  endedAnother: (name: string) => `The page was opened as ${name}; signing in as somebody else reloads it.`,
  leave: "Leave this page",
};

const de: typeof en = {
  title: "Anmelden",
  welcome: "Ein geschützter Ort für Ihre Images",
  name: "Benutzername",
  password: "Passwort",
  show: "Passwort zeigen",
  submit: "Anmelden",
  wrong: "Name oder Passwort stimmt nicht.",
  locked: "Zu viele Versuche. Bitte kurz warten und noch einmal versuchen.",
  unreachable: "Die Site antwortet nicht. Bitte die Verbindung prüfen und noch einmal versuchen.",
  directoryUnreachable: "Das Verzeichnis ist zurzeit nicht erreichbar. Lokale Konten können sich anmelden.",
  browse: "Öffentliche Projekte ohne Anmeldung ansehen",
  ended: "Ihre Sitzung ist beendet",
  endedHelp: "Melden Sie sich wieder an und machen Sie weiter: Nichts von Ihren Eingaben geht verloren.",
  endedAnother: (name) => `Die Seite wurde als ${name} geöffnet; mit einem anderen Konto wird sie neu geladen.`,
  leave: "Diese Seite verlassen",
};

export const signIn: Texts<typeof en> = { en, de };

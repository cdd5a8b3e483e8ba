import type { Texts } from "../language.tsx";

const en = {
  title: "Your profile",
  about: "About you",
  userName: "User name",
  fullName: "Full name",
  mail: "Mail address",
  comment: "Comment",
  mailWrong: "This is no mail address.",
  fromDirectory: "Name and mail address of this account come from the company's directory and are refreshed when you sign in.",
  password: "Password",
  since: (date: string) => `Member since ${date}`,
  administrator: "System administrator",
  provider: { local: "Account of this site", ldap: "Account of the directory" } as Readonly<Record<string, string>>,
};

const de: typeof en = {
  title: "Ihr Profil",
  about: "Über Sie",
  userName: "Benutzername",
  fullName: "Vollständiger Name",
  mail: "E-Mail-Adresse",
  comment: "Anmerkung",
  mailWrong: "Das ist keine E-Mail-Adresse.",
  fromDirectory:
    "Name und E-Mail-Adresse dieses Kontos kommen aus dem Verzeichnis des Unternehmens und werden bei der Anmeldung aufgefrischt.",
  password: "Passwort",
  since: (date) => `Dabei seit ${date}`,
  administrator: "Systemadministrator",
  provider: { local: "Konto dieser Site", ldap: "Konto des Verzeichnisses" },
};

export const profile: Texts<typeof en> = { en, de };

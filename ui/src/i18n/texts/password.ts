import type { Texts } from "../language.tsx";

const en = {
  current: "Current password",
  new: "New password",
  again: "New password again",
  wrongCurrent: "This is not the current password.",
  show: "Show the password",
  breaksRule: "The password does not keep the rule.",
  differs: "The two are not the same.",
  change: "Change the password",
  changed: "The password is changed. Other sessions of this account have ended.",
  firstTitle: "Choose a password of your own",
  firstHelp: "This one was made at the first start and printed where others may have seen it.",
  later: "Later",
  inDirectory: "The password of this account is changed in the company's directory.",
};

const de: typeof en = {
  current: "Jetziges Passwort",
  new: "Neues Passwort",
  again: "Neues Passwort noch einmal",
  wrongCurrent: "Das ist nicht das jetzige Passwort.",
  show: "Passwort zeigen",
  breaksRule: "Das Passwort hält die Regel nicht ein.",
  differs: "Die beiden sind nicht gleich.",
  change: "Passwort ändern",
  changed: "Das Passwort ist geändert. Andere Sitzungen dieses Kontos sind beendet.",
  firstTitle: "Wählen Sie ein eigenes Passwort",
  firstHelp: "Dieses wurde beim ersten Start erzeugt und dort ausgegeben, wo andere es gesehen haben können.",
  later: "Später",
  inDirectory: "Das Passwort dieses Kontos wird im Verzeichnis des Unternehmens geändert.",
};

export const password: Texts<typeof en> = { en, de };
